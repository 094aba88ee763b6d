/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers;

/**
 * Which members of an event are encrypted by which keys, as a storage keeps it beside the payload: JSON text, an array
 * of arrays of a key's id and its pointers. It does not say whose they are.
 */
public final class StoredPersonal {

    private StoredPersonal() {}

    /**
     * The text; absent without any.
     *
     * @throws IllegalArgumentException if there are members that are not encrypted: these are never stored
     */
    public static @Nullable String text(List<PersonalMembers> personal) {
        return personal.isEmpty()
                ? null
                : personal.stream().map(StoredPersonal::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(PersonalMembers members) {
        if (members.form() != PersonalMembers.Form.SEALED) {
            throw new IllegalArgumentException("personal members that are " + members.form() + " are not stored");
        }
        StringBuilder text = new StringBuilder("[");
        text.append(JsonText.string(Objects.requireNonNull(members.key()).text()));
        members.pointers().forEach(pointer -> text.append(',').append(JsonText.string(pointer)));
        return text.append(']').toString();
    }

    /** What {@link #text} wrote. */
    public static List<PersonalMembers> of(@Nullable String text) {
        return text == null
                ? List.of()
                : JsonText.stored(text).value().asJsonArray().getValuesAs(JsonArray.class).stream()
                        .map(StoredPersonal::members)
                        .toList();
    }

    private static PersonalMembers members(JsonArray members) {
        List<String> pointers = members.subList(1, members.size()).stream()
                .map(pointer -> ((JsonString) pointer).getString())
                .toList();
        return new PersonalMembers(null, new KeyId(members.getString(0)), pointers, PersonalMembers.Form.SEALED);
    }
}
