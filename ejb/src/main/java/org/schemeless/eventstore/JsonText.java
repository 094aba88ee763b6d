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
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, kept as text: numbers keep their digits and objects the order of their members. There is no white
 * space between tokens.
 *
 * <p>Limits: {@value Limits#JSON_BYTES} bytes, {@value Limits#JSON_DEPTH} levels, numbers of
 * {@value Limits#NUMBER_CHARACTERS} characters with exponents to {@value Limits#NUMBER_EXPONENT}; no member twice in an
 * object, no half of a surrogate pair.
 */
public final class JsonText implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String text;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * A parser that itself has no limit on the length of a text; those of the store are kept by {@link #read}. Parsson has one
     * from 1.1.9 on, 15,000,000 characters of a whole document.
     */
    public static JsonParser parser(Reader text) {
        return Processing.PARSERS.createParser(text);
    }

    /** @throws InvalidEventException if the text is not one JSON value within the limits */
    public static JsonText parse(String json) {
        try (JsonParser parser = parser(new StringReader(json))) {
            JsonText value = read(parser, parser.next());
            if (parser.hasNext()) {
                throw new InvalidEventException("json", "has more after its end", "one JSON value");
            }
            return value;
        } catch (JsonException | IllegalStateException | NoSuchElementException e) {
            throw new InvalidEventException("json", "is not JSON (" + e.getMessage() + ")", "one JSON value");
        }
    }

    /**
     * Reads the value that starts with the event the parser gave last, and leaves the parser at its end.
     *
     * @throws InvalidEventException if the value is outside the limits
     * @throws JsonException if it is not well-formed
     */
    public static JsonText read(JsonParser parser, JsonParser.Event first) {
        return new JsonText(new JsonCopy(parser).value(first));
    }

    /**
     * The JSON of a value: {@code JsonText} and {@code JsonValue} as they are, {@code null} as JSON's null, all else as
     * JSON-B writes it.
     *
     * @throws InvalidEventException if JSON-B cannot write it, or it is outside the limits
     */
    public static JsonText of(@Nullable Object value) {
        if (value instanceof JsonText json) {
            return json;
        }
        if (value == null || value instanceof JsonValue) {
            return parse(String.valueOf(value));
        }
        try {
            return parse(Binding.JSONB.toJson(value));
        } catch (JsonbException e) {
            throw new InvalidEventException(
                    "json", "cannot be made of " + value.getClass().getName() + " (" + e.getMessage() + ")", "JSON-B");
        }
    }

    /**
     * The JSON string of a Java string.
     *
     * @throws InvalidEventException if it contains half a surrogate pair
     */
    public static JsonText string(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2);
        JsonString.append(out, value);
        return new JsonText(out.toString());
    }

    /** For storages: text that a value of this class gave before. It is not checked again. */
    public static JsonText stored(String text) {
        return new JsonText(text);
    }

    /**
     * For storages: the payload of an event as it is stored.
     *
     * @throws UnreadableEventException that names the event if this is no JSON (any more)
     */
    public static JsonText storedPayload(String id, @Nullable String text) {
        if (text == null || !JsonSyntax.isValue(text)) {
            throw new UnreadableEventException(id, "its payload is not JSON", null);
        }
        return new JsonText(text);
    }

    /**
     * For storages: the meta of an event as it is stored.
     *
     * @throws UnreadableEventException that names the event if this is no JSON object (any more)
     */
    public static @Nullable JsonText storedMeta(String id, @Nullable String text) {
        if (text != null && !JsonSyntax.isObject(text)) {
            throw new UnreadableEventException(id, "its meta is not a JSON object", null);
        }
        return text == null ? null : new JsonText(text);
    }

    /** The value as a tree. */
    public JsonValue value() {
        try (JsonReader reader = Processing.READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /**
     * The value read by JSON-B as this type. Where the server's JSON-B uses Parsson 1.1.9 or later, it reads 15,000,000
     * characters, or as many as the system property {@code org.eclipse.parsson.maxParsingLimit} says.
     *
     * @throws JsonbException if it does not fit
     */
    public <T> T as(Class<T> type) {
        return Binding.JSONB.fromJson(text, type);
    }

    /** Whether this is JSON's null. */
    public boolean isNull() {
        return text.equals("null");
    }

    /** How many UTF-16 characters the text has. */
    long characters() {
        return text.length();
    }

    boolean isObject() {
        return text.startsWith("{");
    }

    /** Whether both are the same JSON value: the order of members aside, numbers by value. */
    public boolean isSameValueAs(JsonText other) {
        return text.equals(other.text) || JsonEquality.equal(value(), other.value());
    }

    /** Equal as text; see {@link #isSameValueAs}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonText json && text.equals(json.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The JSON. */
    @Override
    public String toString() {
        return text;
    }

    /** What comes over the wire is checked like any input. */
    private Object readResolve() {
        return parse(text);
    }

    /** Made once: {@link Json} searches the class path for a provider at each call, which takes longer than most parsing. */
    private static final class Processing {
        /** A setting that an implementation does not know is ignored. */
        static final Map<String, Object> NO_LIMIT = Map.of("org.eclipse.parsson.maxParsingLimit", Integer.MAX_VALUE);

        static final JsonParserFactory PARSERS = Json.createParserFactory(NO_LIMIT);
        static final JsonReaderFactory READERS = Json.createReaderFactory(NO_LIMIT);
    }

    /** Made when first needed. */
    private static final class Binding {
        static final Jsonb JSONB = JsonbBuilder.create();
    }
}
