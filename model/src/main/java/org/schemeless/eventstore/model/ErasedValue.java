/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;

/** What {@link Personal#erased} says, as the JSON of the member that it is said of. */
final class ErasedValue {

    private static final Set<Class<?>> NUMBERS = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private ErasedValue() {}

    /**
     * The value.
     *
     * @param type of the member
     * @throws IllegalArgumentException if the text is none of such a member; the message is the end of a sentence
     */
    static JsonValue of(JsonMember member, String text, Type type) {
        Class<?> raw = TypeArguments.rawClass(type).orElse(Object.class);
        if (raw == Optional.class) {
            return of(member, text, TypeArguments.argumentOf(type, Optional.class, 0));
        }
        if (JsonAnnotations.areFormats(member.elements())) {
            return JsonText.string(text).value();
        }
        boolean isNumber = NUMBERS.contains(raw) || Number.class.isAssignableFrom(raw);
        boolean isBoolean = raw == boolean.class || raw == Boolean.class;
        boolean isStructure = raw.isArray()
                || Collection.class.isAssignableFrom(raw)
                || Map.class.isAssignableFrom(raw)
                || !StateShape.isPlatforms(raw) && !raw.isEnum();
        if (!isNumber && !isBoolean && !isStructure) {
            return JsonText.string(text).value();
        }
        JsonValue value;
        try {
            value = JsonText.parse(text).value();
        } catch (InvalidEventException e) {
            throw new IllegalArgumentException("is no JSON of a " + raw.getTypeName(), e);
        }
        boolean fits = isNumber ? value instanceof JsonNumber : value instanceof JsonStructure;
        if (isBoolean ? value != JsonValue.TRUE && value != JsonValue.FALSE : !fits) {
            throw new IllegalArgumentException("is no JSON of a " + raw.getTypeName());
        }
        return value;
    }

    /**
     * Tries it.
     *
     * @throws IllegalArgumentException if JSON-B cannot read it as the member; the message is the end of a sentence
     */
    static void requireReadable(JsonMember member, String text, Type type) {
        if (JsonAnnotations.areAdapters(member.elements())) {
            throw new IllegalArgumentException(
                    "cannot be brought into its JSON, since other code reads it (@JsonbTypeAdapter,"
                            + " @JsonbTypeDeserializer)");
        }
        JsonValue value = of(member, text, type);
        if (JsonAnnotations.areFormats(member.elements())) {
            return;
        }
        try {
            // JSON-B reads a value alone in its own ways; as the element of an array it is one as in an object.
            JsonText.of(array(value)).as(new Parameterized(List.class, boxed(type)));
        } catch (IllegalStateException e) {
            return; // There is no JSON-B here, and nothing is read.
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "cannot be read as "
                            + TypeArguments.rawClass(type).orElse(Object.class).getTypeName() + " by JSON-B",
                    e);
        }
    }

    private static JsonArray array(JsonValue value) {
        return Json.createArrayBuilder().add(value).build();
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> raw && raw.isPrimitive()
                ? MethodType.methodType(raw).wrap().returnType()
                : type;
    }
}
