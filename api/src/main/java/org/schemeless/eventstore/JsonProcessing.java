/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What JSON-P does for JSON as text. Its factories are made once: {@link Json} searches the class path for a provider
 * at each call.
 */
final class JsonProcessing {

    /** A setting that an implementation does not know is ignored. */
    private static final Map<String, Object> NO_LIMIT =
            Map.of("org.eclipse.parsson.maxParsingLimit", Integer.MAX_VALUE);

    private static final JsonParserFactory PARSERS = Json.createParserFactory(NO_LIMIT);
    private static final JsonReaderFactory READERS = Json.createReaderFactory(NO_LIMIT);

    private JsonProcessing() {}

    static JsonParser parser(Reader text) {
        return PARSERS.createParser(text);
    }

    /** @throws InvalidEventException if the text is not one JSON value within the limits */
    static String checked(String json) {
        try (JsonParser parser = parser(new StringReader(json))) {
            String value = new JsonCopy(parser).value(parser.next());
            if (parser.hasNext()) {
                throw new InvalidEventException("json", "has more after its end", "one JSON value");
            }
            return value;
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw new InvalidEventException("json", "is not JSON (" + e.getMessage() + ")", "one JSON value");
        }
    }

    static boolean isValue(Object value) {
        return value instanceof JsonValue;
    }

    static JsonValue value(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
