/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Recognises a batch that was stored before. */
final class Replay {

    private Replay() {}

    /**
     * The stored events of a batch, in its order.
     *
     * @param stored events of the batch, at least one
     * @throws DuplicateEventException if an event of the batch is not stored: it names the first one that is, in the
     *     order of the batch. If all are stored, the first one that differs, or stands elsewhere
     */
    static List<StoredEvent> of(List<NewEvent> batch, Map<String, StoredEvent> stored) {
        requireWhole(batch, stored);
        List<StoredEvent> events = new ArrayList<>(batch.size());
        Map<StreamId, Long> last = new HashMap<>();
        for (NewEvent event : batch) {
            StoredEvent twin = Objects.requireNonNull(stored.get(event.id()));
            requireSame(event, twin);
            Long before = last.put(event.stream(), twin.sequence());
            if (before != null && twin.sequence() != before + 1) {
                throw new DuplicateEventException(
                        twin.id(),
                        "it is stored with sequence " + twin.sequence()
                                + ", not next to the one before it in the batch");
            }
            events.add(twin);
        }
        return events;
    }

    private static void requireWhole(List<NewEvent> batch, Map<String, StoredEvent> stored) {
        Optional<NewEvent> missing =
                batch.stream().filter(event -> !stored.containsKey(event.id())).findFirst();
        if (missing.isEmpty()) {
            return;
        }
        NewEvent first = batch.stream()
                .filter(event -> stored.containsKey(event.id()))
                .findFirst()
                .orElseThrow();
        StoredEvent twin = Objects.requireNonNull(stored.get(first.id()));
        requireSame(first, twin);
        throw new DuplicateEventException(
                twin.id(), "it is stored, but the event \"" + missing.get().id() + "\" of the same batch is not");
    }

    private static void requireSame(NewEvent event, StoredEvent twin) {
        requireEqual(twin.id(), "stream", event.stream(), twin.stream());
        requireEqual(twin.id(), "type", event.type(), twin.type());
        requireEqual(twin.id(), "set of tags", event.tags(), twin.tags());
        requireSamePayload(event, twin);
        if (event.own() != null) {
            requireOwn(event.own(), twin);
            return;
        }
        requireEqual(twin.id(), "correlationId", event.correlationId(), twin.correlationId());
        requireEqual(twin.id(), "causationId", event.causationId(), twin.causationId());
        requireSameJson(twin.id(), "meta", event.meta(), twin.meta());
    }

    /**
     * What of it can be compared still: members that are erased are not, but that they were there. A key that cannot be
     * used now tells neither.
     */
    private static void requireSamePayload(NewEvent event, StoredEvent twin) {
        JsonText mine = event.payload();
        JsonText theirs = twin.payload();
        requireEqual(twin.id(), "set of personal members", pointers(event.personal()), pointers(twin.personal()));
        for (PersonalMembers members : twin.personal()) {
            if (members.form() == PersonalMembers.Form.LOCKED) {
                throw new EventStoreUnavailableException(
                        "event \"" + twin.id() + "\" may be stored already, and cannot be compared: key "
                                + members.key() + " cannot be used now",
                        null);
            }
            requireSubject(event, twin.id(), members);
            if (members.form() != PersonalMembers.Form.CLEAR) {
                mine = mine.without(members.pointers());
                theirs = theirs.without(members.pointers());
            }
        }
        requireSameJson(twin.id(), "payload", mine, theirs);
    }

    private static SortedSet<String> pointers(List<PersonalMembers> personal) {
        SortedSet<String> pointers = new TreeSet<>();
        personal.forEach(members -> pointers.addAll(members.pointers()));
        return pointers;
    }

    /** Whose they are is known as long as the key is there. */
    private static void requireSubject(NewEvent event, String id, PersonalMembers stored) {
        if (stored.subject() == null) {
            return;
        }
        for (PersonalMembers members : event.personal()) {
            if (members.subject() != null
                    && !members.subject().equals(stored.subject())
                    && !Collections.disjoint(members.pointers(), stored.pointers())) {
                throw differs(id, "subject of personal members");
            }
        }
    }

    /** What a context has filled in may be of another one, and what it had not filled in may be there. */
    private static void requireOwn(NewEvent.Own own, StoredEvent twin) {
        if (own.correlationId() != null) {
            requireEqual(twin.id(), "correlationId", own.correlationId(), twin.correlationId());
        }
        if (own.causationId() != null) {
            requireEqual(twin.id(), "causationId", own.causationId(), twin.causationId());
        }
        JsonText meta = twin.meta();
        if (own.meta() != null && (meta == null || !meta.hasMembersOf(own.meta()))) {
            throw differs(twin.id(), "meta");
        }
    }

    private static void requireSameJson(String id, String member, @Nullable JsonText mine, @Nullable JsonText theirs) {
        boolean same = mine == null || theirs == null ? mine == theirs : mine.isSameValueAs(theirs);
        if (!same) {
            throw differs(id, member);
        }
    }

    private static void requireEqual(String id, String member, @Nullable Object mine, @Nullable Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            throw differs(id, member);
        }
    }

    private static DuplicateEventException differs(String id, String member) {
        return new DuplicateEventException(id, "the stored event has another " + member);
    }
}
