/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the JSON of an event for the personal members of its class. Where the object is there that the JSON was
 * made of, it goes through it beside: then no personal member is missed, whatever its class is declared to have.
 */
final class PersonalWalk {

    /** What is done with a personal member. */
    @FunctionalInterface
    interface Found {

        /**
         * A personal member.
         *
         * @param type of the member
         * @param value in the object, if there is one
         * @param json in the JSON, if it is there
         * @param scope where it was found
         */
        void at(
                JsonMember member,
                Type type,
                String pointer,
                @Nullable Object value,
                @Nullable JsonValue json,
                Scope scope);
    }

    /** An object of the JSON, its class, and the object that it is in. */
    record Scope(
            @Nullable Scope around, Class<?> type, @Nullable JsonObject json) {

        /** Whose a personal member found here is: the nearest object that has such a subject, and its member. */
        Optional<Whose> whose(String of) {
            for (Scope scope = this; scope != null; scope = scope.around) {
                List<JsonMember> subjects = subjectsOf(scope.type, of);
                if (subjects.size() == 1 && scope.json != null) {
                    JsonMember member = subjects.get(0);
                    String type = Objects.requireNonNull(member.subject()).value();
                    return Optional.of(new Whose(member, type, scope.json.get(member.name())));
                }
                if (!subjects.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    /** A member with {@link Subject}, what it says, and what the JSON has there. */
    record Whose(JsonMember member, String type, @Nullable JsonValue id) {}

    private final boolean besideObjects;
    private final Found found;

    private PersonalWalk(boolean besideObjects, Found found) {
        this.besideObjects = besideObjects;
        this.found = found;
    }

    /** Goes through the JSON of an object. */
    static void beside(Object object, JsonValue json, Found found) {
        new PersonalWalk(true, found).walk(object, object.getClass(), json, "", null);
    }

    /** Goes through JSON that can be read as this class. */
    static void in(JsonValue json, Class<?> type, Found found) {
        new PersonalWalk(false, found).walk(null, type, json, "", null);
    }

    /** The members of a class that say whose others are: all of them, or the one of this name. */
    static List<JsonMember> subjectsOf(Class<?> type, String of) {
        return JsonMember.of(type).stream()
                .filter(member -> member.subject() != null)
                .filter(member -> of.isEmpty() || member.property().equals(of))
                .toList();
    }

    private void walk(
            @Nullable Object value, Type declared, @Nullable JsonValue json, String pointer, @Nullable Scope scope) {
        if (besideObjects ? value == null : json == null) {
            return;
        }
        Class<?> raw = value == null ? TypeArguments.rawClass(declared).orElse(Object.class) : value.getClass();
        if (raw == Optional.class) {
            Object inner = value == null ? null : ((Optional<?>) value).orElse(null);
            walk(inner, TypeArguments.argumentOf(declared, Optional.class, 0), json, pointer, scope);
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            Type element =
                    raw.isArray() ? raw.getComponentType() : TypeArguments.argumentOf(declared, Collection.class, 0);
            walkElements(value, element, json, pointer, scope);
        } else if (Map.class.isAssignableFrom(raw)) {
            walkEntries(value, TypeArguments.argumentOf(declared, Map.class, 1), json, pointer, scope);
        } else if (!StateShape.isPlatforms(raw) && !raw.isEnum() && PersonalSearch.mayHavePersonal(raw)) {
            walkMembers(value, raw, declared, json, pointer, scope);
        }
    }

    private void walkElements(
            @Nullable Object value, Type type, @Nullable JsonValue json, String pointer, @Nullable Scope scope) {
        List<?> elements = elements(value);
        JsonArray array = json instanceof JsonArray there ? there : JsonValue.EMPTY_JSON_ARRAY;
        for (int i = 0; i < (besideObjects ? elements.size() : array.size()); i++) {
            walk(
                    besideObjects ? elements.get(i) : null,
                    type,
                    i < array.size() ? array.get(i) : null,
                    pointer + "/" + i,
                    scope);
        }
    }

    private static List<?> elements(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return new ArrayList<>(several);
        }
        return value instanceof Object[] array ? Arrays.asList(array) : List.of();
    }

    private void walkEntries(
            @Nullable Object value, Type type, @Nullable JsonValue json, String pointer, @Nullable Scope scope) {
        JsonObject object = json instanceof JsonObject there ? there : JsonValue.EMPTY_JSON_OBJECT;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                String name = key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
                walk(entry, type, object.get(name), below(pointer, name), scope);
            });
        } else {
            object.forEach((name, entry) -> walk(null, type, entry, below(pointer, name), scope));
        }
    }

    private void walkMembers(
            @Nullable Object value,
            Class<?> raw,
            Type declared,
            @Nullable JsonValue json,
            String pointer,
            @Nullable Scope scope) {
        JsonObject object = json instanceof JsonObject there ? there : null;
        Class<?> type = besideObjects || object == null ? raw : JsonAnnotations.writtenAs(object, raw);
        if (!besideObjects && object == null) {
            return;
        }
        Scope inner = new Scope(scope, type, object);
        for (JsonMember member : JsonMember.of(type)) {
            Personal personal = member.personal();
            Object memberValue = value == null ? null : member.valueIn(value);
            JsonValue memberJson = object == null ? null : object.get(member.name());
            Type memberType = TypeArguments.resolved(member.type(), type == raw && !besideObjects ? declared : type);
            String memberPointer = below(pointer, member.name());
            if (personal == null) {
                walk(memberValue, memberType, memberJson, memberPointer, inner);
            } else {
                found.at(
                        member,
                        memberType,
                        memberPointer,
                        isEmpty(memberValue) ? null : memberValue,
                        memberJson,
                        inner);
            }
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value instanceof Optional<?> any && any.isEmpty()
                || value instanceof OptionalInt number && number.isEmpty()
                || value instanceof OptionalLong number && number.isEmpty()
                || value instanceof OptionalDouble number && number.isEmpty();
    }

    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
