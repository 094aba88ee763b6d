/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What stands at consecutive positions of the log, all in one bucket.
 *
 * @param text the runs at these positions, see {@link RunsText}; absent if they are in an object
 * @param object where the runs of a large append are
 * @param skip how many events of the object come before the first position
 */
record LogItem(
        long first,
        long last,
        @Nullable String text,
        @Nullable Offloaded object,
        long skip) {

    static final String RUNS = "r";
    static final String OBJECT = "x";
    private static final String FIRST = "f";
    private static final String SKIP = "k";

    static LogItem of(Map<String, AttributeValue> item) {
        @Nullable AttributeValue object = item.get(OBJECT);
        @Nullable Long skip = Values.optionalNumber(item, SKIP);
        return new LogItem(
                Values.number(item, FIRST),
                Values.number(item, Keys.SORT),
                Values.optionalText(item, RUNS),
                object == null ? null : Offloaded.of(object),
                skip == null ? 0 : skip);
    }

    Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(LogKeys.item(last));
        item.put(FIRST, Values.number(first));
        if (text != null) {
            item.put(RUNS, Values.text(text));
        }
        if (object != null) {
            item.put(OBJECT, object.toValue());
            item.put(SKIP, Values.number(skip));
        }
        return item;
    }

    long events() {
        return last - first + 1;
    }
}
