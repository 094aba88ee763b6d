/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What JSON-B does, apart from what a program that has none can do. */
final class JsonBinding {

    /** Made when first needed. */
    private static final Jsonb JSONB = JsonbBuilder.create();

    private JsonBinding() {}

    /** @throws InvalidEventException if JSON-B cannot write it */
    static String write(Object value) {
        try {
            return JSONB.toJson(value);
        } catch (JsonbException e) {
            throw new InvalidEventException(
                    "json", "cannot be made of " + value.getClass().getName() + " (" + e.getMessage() + ")", "JSON-B");
        }
    }

    /** @throws JsonbException if it does not fit */
    static <T> T read(String json, Class<T> type) {
        return JSONB.fromJson(json, type);
    }

    /** @throws JsonbException if it does not fit */
    static @Nullable Object read(String json, Type type) {
        return JSONB.fromJson(json, type);
    }
}
