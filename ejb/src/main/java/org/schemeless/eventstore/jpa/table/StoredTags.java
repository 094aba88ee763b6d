/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Tag;

/** Tags as the column of their event keeps them: as JSON text, an array of arrays of name and value. */
public final class StoredTags {

    private StoredTags() {}

    /** The text; absent without any tag. */
    public static @Nullable String text(List<Tag> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        tags.forEach(tag -> all.add(Json.createArrayBuilder().add(tag.name()).add(tag.value())));
        return all.build().toString();
    }

    /** What {@link #text} wrote. */
    public static List<Tag> of(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(tag -> new Tag(tag.getString(0), tag.getString(1)))
                    .toList();
        }
    }
}
