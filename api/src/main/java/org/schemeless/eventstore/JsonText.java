/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.Reader;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;
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
     * A parser that itself has no limit on the length of a text; those of the store are kept by {@link #read}. Parsson
     * has one from 1.1.9 on, 15,000,000 characters of a whole document.
     */
    public static JsonParser parser(Reader text) {
        return processing(() -> JsonProcessing.parser(text));
    }

    /** @throws InvalidEventException if the text is not one JSON value within the limits */
    public static JsonText parse(String json) {
        return new JsonText(processing(() -> JsonProcessing.checked(json)));
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
     * JSON-B writes it, which strings, booleans and whole numbers do not need.
     *
     * @throws InvalidEventException if JSON-B cannot write it, or it is outside the limits
     * @throws IllegalStateException if it takes JSON-B and there is none
     */
    public static JsonText of(@Nullable Object value) {
        if (value instanceof JsonText json) {
            return json;
        }
        if (value instanceof String string) {
            return parse(string(string).text);
        }
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return parse(String.valueOf(value));
        }
        boolean isJson = processing(() -> JsonProcessing.isValue(value));
        return parse(isJson ? value.toString() : binding(() -> JsonBinding.write(value)));
    }

    private static <T> T processing(Supplier<T> work) {
        return with(
                "JSON is read by JSON-P, and there is none on the class path: add an implementation of it, such as"
                        + " org.eclipse.parsson:parsson",
                work);
    }

    private static <T extends @Nullable Object> T binding(Supplier<T> work) {
        return with(
                "objects become JSON, and JSON objects, by JSON-B, and there is none on the class path: add an"
                        + " implementation of it, such as org.eclipse.yasson:yasson, or use JSON as text (payloadJson,"
                        + " metaJson) or values of JSON-P",
                work);
    }

    /** A LinkageError tells that an API is missing, or its implementation: that is an error of an initializer here. */
    private static <T extends @Nullable Object> T with(String orElse, Supplier<T> work) {
        try {
            return work.get();
        } catch (LinkageError e) {
            throw new IllegalStateException(orElse, e);
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

    /** The value as a tree. */
    public JsonValue value() {
        return processing(() -> JsonProcessing.value(text));
    }

    /**
     * The value read by JSON-B as this type. Where the server's JSON-B uses Parsson 1.1.9 or later, it reads 15,000,000
     * characters, or as many as the system property {@code org.eclipse.parsson.maxParsingLimit} says.
     *
     * @throws jakarta.json.bind.JsonbException if it does not fit
     * @throws IllegalStateException if there is no JSON-B
     */
    public <T> T as(Class<T> type) {
        return binding(() -> JsonBinding.read(text, type));
    }

    /**
     * The value read by JSON-B as this type, which may have parameters; all else as {@link #as(Class)}.
     *
     * @throws jakarta.json.bind.JsonbException if it does not fit
     * @throws IllegalStateException if there is no JSON-B
     */
    public @Nullable Object as(Type type) {
        return binding(() -> JsonBinding.read(text, type));
    }

    /** Whether this is JSON's null. */
    public boolean isNull() {
        return text.equals("null");
    }

    /**
     * The value at this place.
     *
     * @param pointer a JSON Pointer (RFC 6901)
     * @return empty if there is none
     */
    public Optional<JsonText> at(String pointer) {
        return new JsonMembers(text).at(pointer).map(JsonText::new);
    }

    /**
     * The same JSON with another value at this place, where there has to be one; all else stays as it is.
     *
     * @param pointer a JSON Pointer (RFC 6901)
     * @return empty if there is none
     */
    public Optional<JsonText> with(String pointer, JsonText value) {
        return new JsonMembers(text).with(pointer, value.text).map(JsonText::new);
    }

    /**
     * The same JSON without the member at this place; an element of an array, or all there is, becomes null.
     *
     * @param pointer a JSON Pointer (RFC 6901)
     */
    public JsonText without(String pointer) {
        return new JsonText(new JsonMembers(text).without(pointer));
    }

    /** The same JSON without what is at these places, as {@link #without(String)} leaves it. */
    public JsonText without(Iterable<String> pointers) {
        JsonText left = this;
        for (String pointer : pointers) {
            left = left.without(pointer);
        }
        return left;
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

    /** Whether both are objects, and this one has each member of the other with the same value. */
    public boolean hasMembersOf(JsonText other) {
        return isObject()
                && other.isObject()
                && JsonEquality.hasMembersOf(
                        value().asJsonObject(), other.value().asJsonObject());
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

    /** The JSON, without white space between tokens. */
    @Override
    public String toString() {
        return text;
    }

    /** What comes over the wire is checked like any input. */
    private Object readResolve() {
        return parse(text);
    }
}
