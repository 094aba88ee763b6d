/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;

/** Seals the personal members of events that are appended, and opens those of events that are read. */
@Dependent
public class EventSeals {

    private final UnwrappedKeys keys;
    private final MasterKeyRing masters;

    @Inject
    EventSeals(UnwrappedKeys keys, MasterKeyRing masters) {
        this.keys = keys;
        this.masters = masters;
    }

    /**
     * Whether any of these has members that are not sealed.
     *
     * @throws InvalidEventException if members are neither in the clear nor sealed, or nobody's
     */
    static boolean areToBeSealed(List<NewEvent> events) {
        return !subjects(events).isEmpty();
    }

    /** Whose members are to be sealed, as {@link #areToBeSealed} says. */
    static Set<Subject> subjects(List<NewEvent> events) {
        Set<Subject> subjects = Set.of();
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).personal().isEmpty() && subjects.isEmpty()) {
                subjects = new LinkedHashSet<>();
            }
            for (PersonalMembers members : events.get(i).personal()) {
                if (!members.isThere()) {
                    throw new InvalidEventException(
                                    "personal",
                                    "has members that are not there, but " + members.form(),
                                    "members in the clear, or sealed as an export has them")
                            .at(i);
                }
                if (members.form() == Form.CLEAR) {
                    if (members.subject() == null) {
                        throw new InvalidEventException("personal.subject", "is missing", "whose members these are")
                                .at(i);
                    }
                    subjects.add(members.subject());
                }
            }
        }
        return subjects;
    }

    /**
     * The same events with all members sealed.
     *
     * @param ofSubjects a key that can be used for each subject of theirs
     * @throws InvalidEventException if a payload is too large then
     */
    static List<NewEvent> sealed(List<NewEvent> events, Map<Subject, SubjectKey> ofSubjects) {
        MemberCipher cipher = new MemberCipher();
        List<NewEvent> sealed = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            sealed.add(
                    event.personal().stream().noneMatch(members -> members.form() == Form.CLEAR)
                            ? event
                            : sealed(event, i, ofSubjects, cipher));
        }
        return sealed;
    }

    private static NewEvent sealed(
            NewEvent event, int index, Map<Subject, SubjectKey> ofSubjects, MemberCipher cipher) {
        JsonText payload = event.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : event.personal()) {
            if (members.form() != Form.CLEAR) {
                personal.add(members);
                continue;
            }
            SubjectKey key = Objects.requireNonNull(ofSubjects.get(members.subject()));
            for (String pointer : members.pointers()) {
                JsonText clear = payload.at(pointer).orElseThrow();
                payload = payload.with(pointer, cipher.sealed(clear, key, Objects.requireNonNull(event.id()), pointer))
                        .orElseThrow();
            }
            personal.add(new PersonalMembers(null, key.id(), members.pointers(), Form.SEALED));
        }
        requireSize(payload, index);
        return event.with(payload, personal);
    }

    private static void requireSize(JsonText payload, int index) {
        String text = payload.toString();
        if (text.length() <= Limits.JSON_BYTES / 3) {
            return;
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.JSON_BYTES) {
            throw new InvalidEventException(
                            "payload",
                            "has " + bytes + " bytes with its personal members sealed",
                            Limits.JSON_BYTES + " bytes")
                    .at(index);
        }
    }

    /**
     * What compares a batch with what is stored: its events as they were given, so that those that came sealed are
     * compared as they are.
     */
    UnaryOperator<List<StoredEvent>> opening(List<NewEvent> batch) {
        Set<String> sealed = batch.stream()
                .filter(event -> event.personal().stream().anyMatch(members -> members.form() == Form.SEALED))
                .flatMap(event -> Stream.ofNullable(event.id()))
                .collect(Collectors.toSet());
        return stored -> {
            List<StoredEvent> opened = new ArrayList<>();
            opened(stored.stream().filter(event -> !sealed.contains(event.id())).toList())
                    .forEach(opened::add);
            stored.stream().filter(event -> sealed.contains(event.id())).forEach(opened::add);
            return opened;
        };
    }

    /** The same event with its personal members as {@link #opened(List)} has them. */
    StoredEvent opened(StoredEvent event) {
        return opened(List.of(event)).get(0);
    }

    /**
     * The same events with their personal members in the clear, as far as their keys are there. What is of a key that
     * is gone is erased; what cannot be decrypted, or is of a key that no master key at hand unwraps, is locked.
     *
     * @throws org.schemeless.eventstore.EventStoreUnavailableException if keys or a master key cannot be had now
     */
    public List<StoredEvent> opened(List<StoredEvent> events) {
        Set<KeyId> ids = new TreeSet<>();
        for (StoredEvent event : events) {
            for (PersonalMembers members : event.personal()) {
                if (members.form() == Form.SEALED) {
                    Stream.ofNullable(members.key()).forEach(ids::add);
                }
            }
        }
        if (ids.isEmpty()) {
            return events;
        }
        Map<KeyId, SubjectKey> byId = masters.isThere() ? keys.withIds(ids) : new HashMap<>();
        MemberCipher cipher = new MemberCipher();
        return events.stream()
                .map(event -> event.personal().isEmpty() ? event : opened(event, byId, cipher))
                .toList();
    }

    private static StoredEvent opened(StoredEvent event, Map<KeyId, SubjectKey> byId, MemberCipher cipher) {
        JsonText payload = event.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : event.personal()) {
            SubjectKey key = members.form() == Form.SEALED ? byId.get(members.key()) : null;
            Optional<JsonText> opened = key != null && key.form() == Form.CLEAR
                    ? opened(payload, members, key, event.id(), cipher)
                    : Optional.empty();
            if (opened.isPresent()) {
                payload = opened.get();
                personal.add(of(key, members, Form.CLEAR));
            } else {
                payload = payload.without(members.pointers());
                personal.add(of(key, members, key == null || key.form() != Form.ERASED ? Form.LOCKED : Form.ERASED));
            }
        }
        return event.with(payload, personal);
    }

    private static PersonalMembers of(@Nullable SubjectKey key, PersonalMembers members, Form form) {
        return new PersonalMembers(key == null ? null : key.subject(), members.key(), members.pointers(), form);
    }

    /** @return empty if one of them does not decrypt */
    private static Optional<JsonText> opened(
            JsonText payload, PersonalMembers members, SubjectKey key, String eventId, MemberCipher cipher) {
        JsonText opened = payload;
        for (String pointer : members.pointers()) {
            JsonText before = opened;
            Optional<JsonText> after = before.at(pointer)
                    .flatMap(text -> cipher.opened(text, key, eventId, pointer))
                    .flatMap(clear -> before.with(pointer, clear));
            if (after.isEmpty()) {
                return Optional.empty();
            }
            opened = after.get();
        }
        return Optional.of(opened);
    }
}
