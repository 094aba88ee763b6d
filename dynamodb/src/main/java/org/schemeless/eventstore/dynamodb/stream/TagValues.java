/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tags of an event, in its item and in the pointers to it: a list of name and value by turns. */
final class TagValues {

    private static final String TAGS = "g";

    private TagValues() {}

    /** An event without tags has no such attribute. */
    static void put(Map<String, AttributeValue> item, List<Tag> tags) {
        if (!tags.isEmpty()) {
            item.put(
                    TAGS,
                    AttributeValue.fromL(tags.stream()
                            .flatMap(tag -> Stream.of(Values.text(tag.name()), Values.text(tag.value())))
                            .toList()));
        }
    }

    static List<Tag> of(Map<String, AttributeValue> item) {
        @Nullable AttributeValue value = item.get(TAGS);
        if (value == null) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < value.l().size(); i += 2) {
            tags.add(new Tag(value.l().get(i).s(), value.l().get(i + 1).s()));
        }
        return tags;
    }
}
