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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the store. It never changes, but for its position, which it gets some time after it was stored.
 *
 * @param sequence 1, 2, 3 … within the stream, without a gap
 * @param position the place in the log of the whole store, absent while it has none
 * @param meta absent if none was given
 * @param created the time of the append, or the one its caller gave, in whole microseconds
 * @param tags a set, in its one order
 * @param personal which members of the payload are personal data, whose, and what has become of them
 */
public record StoredEvent(
        String id,
        StreamId stream,
        long sequence,
        @Nullable Long position,
        String type,
        JsonText payload,
        @Nullable JsonText meta,
        @Nullable String correlationId,
        @Nullable String causationId,
        Instant created,
        List<Tag> tags,
        List<PersonalMembers> personal)
        implements Serializable {

    public StoredEvent {
        tags = Tag.set(tags);
        personal = PersonalMembers.set(personal);
    }

    /** An event without personal members. */
    public StoredEvent(
            String id,
            StreamId stream,
            long sequence,
            @Nullable Long position,
            String type,
            JsonText payload,
            @Nullable JsonText meta,
            @Nullable String correlationId,
            @Nullable String causationId,
            Instant created,
            List<Tag> tags) {
        this(id, stream, sequence, position, type, payload, meta, correlationId, causationId, created, tags, List.of());
    }

    /** An event without tags. */
    public StoredEvent(
            String id,
            StreamId stream,
            long sequence,
            @Nullable Long position,
            String type,
            JsonText payload,
            @Nullable JsonText meta,
            @Nullable String correlationId,
            @Nullable String causationId,
            Instant created) {
        this(id, stream, sequence, position, type, payload, meta, correlationId, causationId, created, List.of());
    }

    /** Whether a subject was erased whose personal members it had: they are missing in the payload. */
    public boolean isErased() {
        return personal.stream().anyMatch(members -> members.form() == PersonalMembers.Form.ERASED);
    }

    /** The same event with its payload and personal members in another form. */
    public StoredEvent with(JsonText otherPayload, List<PersonalMembers> otherPersonal) {
        return new StoredEvent(
                id,
                stream,
                sequence,
                position,
                type,
                otherPayload,
                meta,
                correlationId,
                causationId,
                created,
                tags,
                otherPersonal);
    }

    /**
     * The same event without its personal members, and without whose they are, for whoever keeps what it makes of
     * events: it is the same before an erasure and after it.
     */
    public StoredEvent withheld() {
        JsonText left = payload;
        List<PersonalMembers> withheld = new ArrayList<>();
        for (PersonalMembers members : personal) {
            left = members.isThere() ? left.without(members.pointers()) : left;
            withheld.add(new PersonalMembers(null, null, members.pointers(), PersonalMembers.Form.WITHHELD));
        }
        return personal.isEmpty() ? this : with(left, withheld);
    }

    /**
     * The payload read by JSON-B as this type. Personal members that are erased are missing in it.
     *
     * @throws UnreadableEventException if personal members cannot be read now, though the subject is not erased
     * @throws jakarta.json.bind.JsonbException if it does not fit
     * @throws IllegalStateException if there is no JSON-B
     */
    public <T> T payloadAs(Class<T> payloadType) {
        requireUnlocked();
        return payload.as(payloadType);
    }

    /** @throws UnreadableEventException if personal members cannot be read now, though the subject is not erased */
    public void requireUnlocked() {
        personal.stream()
                .filter(members -> members.form() == PersonalMembers.Form.LOCKED)
                .findFirst()
                .ifPresent(locked -> {
                    throw new UnreadableEventException(
                            id,
                            "its personal members " + String.join(", ", locked.pointers()) + " cannot be read: key "
                                    + locked.key() + " cannot be used",
                            null);
                });
    }

    /** How many UTF-16 characters the JSON text of payload and meta has: what the event takes of memory, mostly. */
    public long characters() {
        return payload.characters() + (meta == null ? 0 : meta.characters());
    }
}
