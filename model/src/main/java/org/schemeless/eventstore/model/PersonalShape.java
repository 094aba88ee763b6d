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
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;

/** What of an event's class is personal: what is to be encrypted of an object, and what stands for what is missing. */
final class PersonalShape {

    private final Class<?> type;
    private final PersonalSearch search;

    private PersonalShape(Class<?> type) {
        this.type = type;
        this.search = PersonalSearch.in(type);
    }

    /** That of a class. What is wrong with it is added to the faults. */
    static PersonalShape of(Class<?> type, List<String> faults) {
        PersonalShape shape = new PersonalShape(type);
        faults.addAll(shape.search.faults());
        return shape;
    }

    /** The members of its class, and of classes in it, that are personal, for messages. */
    Set<String> members() {
        return search.members();
    }

    /** What a fold depends on of it: what objects have in place of missing members. What is missing is of the event. */
    Set<String> erasedValues() {
        return search.erasedValues();
    }

    /** Whether an object may have personal members; if not, nothing is looked for. */
    boolean mayBePersonal() {
        return search.isOpen() || !search.members().isEmpty();
    }

    /**
     * The personal members of an object that are not null, by whose they are.
     *
     * @param json what JSON-B has made of it
     * @throws InvalidEventException if a subject of theirs is null, or something is outside the limits
     * @throws IllegalArgumentException if a member cannot be found in the JSON, or whose it is cannot be told
     */
    List<PersonalMembers> of(Object event, JsonText json) {
        Map<org.schemeless.eventstore.Subject, List<String>> pointers = new LinkedHashMap<>();
        PersonalWalk.beside(event, json.value(), (member, memberType, pointer, value, there, scope) -> {
            if (value == null) {
                return;
            }
            if (there == null) {
                throw new IllegalArgumentException(member + " is @Personal, and what JSON-B makes of a "
                        + event.getClass().getName() + " has nothing at " + pointer
                        + ", so that it cannot be told what to encrypt: mark the member that is written, or give this"
                        + " one its name by @JsonbProperty, or leave it out by @JsonbTransient");
            }
            if (there.getValueType() != JsonValue.ValueType.NULL) {
                pointers.computeIfAbsent(subject(event, member, pointer, scope), subject -> new ArrayList<>())
                        .add(pointer);
            }
        });
        return pointers.entrySet().stream()
                .map(members -> PersonalMembers.of(members.getKey(), members.getValue()))
                .toList();
    }

    private static org.schemeless.eventstore.Subject subject(
            Object event, JsonMember member, String pointer, PersonalWalk.Scope scope) {
        String of = member.personal() == null ? "" : member.personal().of();
        PersonalWalk.Whose whose = scope.whose(of)
                .orElseThrow(() ->
                        new IllegalArgumentException(member + " is @Personal, and whose it is cannot be told in a "
                                + event.getClass().getName()));
        String id = text(whose.id());
        if (id == null) {
            throw new InvalidEventException(
                    "personal",
                    "of a " + event.getClass().getName() + " has the member " + pointer + ", and " + whose.member()
                            + ", whose it is, is null",
                    "the id of a subject, as text or whole number, where there are personal members");
        }
        return org.schemeless.eventstore.Subject.of(whose.type(), id);
    }

    private static @Nullable String text(@Nullable JsonValue id) {
        if (id instanceof JsonString text) {
            return text.getString();
        }
        return id instanceof JsonNumber number && number.isIntegral() ? number.toString() : null;
    }

    /**
     * The payload with what {@link Personal#erased} says in place of what is missing: of an event of the current
     * version, exactly where it is missing; of an older one, whose members may have been others, in place of each
     * personal member that is not there.
     *
     * @param payload of the event, brought up to the current version
     */
    JsonText filled(StoredEvent event, JsonText payload, boolean isCurrent) {
        Set<String> missing = event.personal().stream()
                .filter(members -> !members.isThere())
                .flatMap(members -> members.pointers().stream())
                .collect(Collectors.toSet());
        if (missing.isEmpty() || search.erasedValues().isEmpty()) {
            return payload;
        }
        Map<String, JsonValue> filled = new LinkedHashMap<>();
        JsonValue json = payload.value();
        PersonalWalk.in(json, type, (member, memberType, pointer, value, there, scope) -> {
            String text = member.personal() == null ? "" : member.personal().erased();
            if (there == null && !text.isEmpty() && (!isCurrent || missing.contains(pointer))) {
                filled.put(pointer, ErasedValue.of(member, text, memberType));
            }
        });
        for (Map.Entry<String, JsonValue> value : filled.entrySet()) {
            json = Json.createPointer(value.getKey()).add((JsonStructure) json, value.getValue());
        }
        return filled.isEmpty() ? payload : JsonText.of(json);
    }
}
