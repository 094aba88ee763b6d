/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Members of an event's payload that are personal data of one subject. An application names them when it appends
 * ({@link NewEvent.Builder#personal}); what it reads says what has become of them.
 *
 * @param subject whose they are; absent where only the key is known
 * @param key by which they are encrypted; absent before they are
 * @param pointers where they are in the payload, by JSON Pointer (RFC 6901), ascending, none of them within another one
 * @param form how the payload has them
 */
public record PersonalMembers(
        @Nullable Subject subject, @Nullable KeyId key, List<String> pointers, Form form) implements Serializable {

    /** How the payload has personal members. */
    public enum Form {
        /** As they are. */
        CLEAR,

        /** As strings that only the key can read: so they are stored and exported. */
        SEALED,

        /** No more: the subject was erased. They are missing, and null where they were elements of an array. */
        ERASED,

        /** Not now: there is a key that cannot be used. They are missing in the same way, and may come back. */
        LOCKED,

        /**
         * Not here: they are kept from whoever keeps what it makes of events. They are missing in the same way, and so
         * are subject and key.
         */
        WITHHELD
    }

    /** @throws InvalidEventException if there are no pointers, or one is none, or within another one, or too long */
    public PersonalMembers {
        Objects.requireNonNull(form);
        pointers = JsonMembers.pointers(pointers);
    }

    /**
     * Members to be encrypted.
     *
     * @throws InvalidEventException if there are no pointers, or one is none, or within another one, or too long
     */
    public static PersonalMembers of(Subject subject, List<String> pointers) {
        return new PersonalMembers(Objects.requireNonNull(subject), null, pointers, Form.CLEAR);
    }

    /** The same members in another form. */
    public PersonalMembers as(Form other) {
        return new PersonalMembers(subject, key, pointers, other);
    }

    /** Whether the payload has them, be it encrypted. */
    public boolean isThere() {
        return form == Form.CLEAR || form == Form.SEALED;
    }

    /** Those of one event: no pointer is within another one, {@value Limits#PERSONAL} at most. */
    static List<PersonalMembers> set(@Nullable List<PersonalMembers> personal) {
        if (personal == null || personal.isEmpty()) {
            return List.of();
        }
        JsonMembers.pointers(personal.stream()
                .flatMap(members -> members.pointers().stream())
                .toList());
        return List.copyOf(personal);
    }
}
