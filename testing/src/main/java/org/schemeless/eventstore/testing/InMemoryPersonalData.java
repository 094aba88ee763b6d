/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;

/**
 * Erasure in memory, under the lock of its store. Nothing is encrypted: a key is an id, and an erasure takes the
 * personal members out of the events.
 */
final class InMemoryPersonalData implements PersonalData {

    private final InMemoryEventStore store;
    private final Map<Subject, KeyId> keys = new HashMap<>();
    private final Set<KeyId> gone = new HashSet<>();

    /** What a transaction has erased, and the keys that it has made since. */
    static final class InTransaction {

        private final Set<KeyId> erased = new HashSet<>();
        private final Map<Subject, KeyId> made = new HashMap<>();
    }

    InMemoryPersonalData(InMemoryEventStore store) {
        this.store = store;
    }

    void clear() {
        keys.clear();
        gone.clear();
    }

    /**
     * Refuses what only an import may bring.
     *
     * @throws InvalidEventException if a name is the store's own, or personal members are not in the clear
     */
    static void requireOfApplication(List<NewEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            requireName("domain", event.stream().domain(), i);
            requireName("type", event.type(), i);
            for (PersonalMembers members : event.personal()) {
                if (members.form() != PersonalMembers.Form.CLEAR) {
                    throw new InvalidEventException(
                                    "personal", "has members that are " + members.form(), "members in the clear")
                            .at(i);
                }
            }
        }
    }

    private static void requireName(String field, String name, int index) {
        if (name.startsWith("$")) {
            throw new InvalidEventException(field, "begins with $", "names that do not: these are the store's own")
                    .at(index);
        }
    }

    /** The event with the keys of its subjects, for a transaction, if it is in one. */
    StoredEvent withKeys(StoredEvent event, Optional<InTransaction> transaction) {
        if (event.personal().isEmpty()) {
            return event;
        }
        return event.with(
                event.payload(),
                event.personal().stream()
                        .map(members -> members.key() != null && !gone.contains(members.key())
                                ? members
                                : new PersonalMembers(
                                        members.subject(),
                                        keyOf(members.subject(), transaction),
                                        members.pointers(),
                                        members.form()))
                        .toList());
    }

    private @Nullable KeyId keyOf(@Nullable Subject subject, Optional<InTransaction> transaction) {
        if (subject == null) {
            return null;
        }
        KeyId key = keys.computeIfAbsent(subject, absent -> newKey());
        return transaction.isPresent() && transaction.get().erased.contains(key)
                ? transaction.get().made.computeIfAbsent(subject, absent -> newKey())
                : key;
    }

    private static KeyId newKey() {
        return new KeyId(UUID.randomUUID().toString());
    }

    @Override
    public Erasure erase(Subject subject, @Nullable String request) {
        if (request != null && request.codePointCount(0, request.length()) > Limits.REQUEST) {
            throw new InvalidEventException("request", "is too long", Limits.REQUEST + " characters");
        }
        synchronized (store) {
            Optional<InTransaction> transaction = store.transaction().map(InMemoryTransaction::personal);
            KeyId key = present(subject, transaction);
            if (key == null) {
                return new Erasure(null, null, true);
            }
            AppendedEvent event = store.storeOwn(event(key, request));
            transaction.ifPresentOrElse(
                    open -> {
                        open.made.remove(subject, key);
                        open.erased.add(key);
                    },
                    () -> erase(Set.of(key)));
            return new Erasure(key, event, true);
        }
    }

    private @Nullable KeyId present(Subject subject, Optional<InTransaction> transaction) {
        KeyId made = transaction.map(open -> open.made.get(subject)).orElse(null);
        KeyId key = made == null ? keys.get(subject) : made;
        return key == null
                        || transaction.isPresent() && transaction.get().erased.contains(key)
                ? null
                : key;
    }

    private static NewEvent event(KeyId key, @Nullable String request) {
        JsonObjectBuilder payload = Json.createObjectBuilder().add("key", key.text());
        if (request != null) {
            payload.add("request", request);
        }
        return NewEvent.in(Erasure.STREAM, Erasure.TYPE)
                .payload(payload.build())
                .build();
    }

    /** What a transaction has erased goes with its commit, also from the events that it has appended before. */
    void commit(InTransaction transaction) {
        erase(transaction.erased);
        keys.putAll(transaction.made);
    }

    private void erase(Set<KeyId> erased) {
        if (!erased.isEmpty()) {
            gone.addAll(erased);
            keys.values().removeAll(erased);
            store.replaceAll(event -> withoutErased(event, erased));
        }
    }

    private static StoredEvent withoutErased(StoredEvent event, Set<KeyId> erased) {
        if (event.personal().stream().noneMatch(members -> erased.contains(members.key()))) {
            return event;
        }
        JsonText payload = event.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : event.personal()) {
            if (!erased.contains(members.key())) {
                personal.add(members);
                continue;
            }
            payload = payload.without(members.pointers());
            personal.add(new PersonalMembers(null, members.key(), members.pointers(), PersonalMembers.Form.ERASED));
        }
        return event.with(payload, personal);
    }

    /** The key of which an event of the log says that it is gone. */
    static Optional<KeyId> erasedBy(StoredEvent event) {
        return event.stream().equals(Erasure.STREAM) && event.type().equals(Erasure.TYPE)
                ? Optional.of(new KeyId(event.payload().value().asJsonObject().getString("key")))
                : Optional.empty();
    }

    @Override
    public PersonalPage eventsOf(Subject subject, @Nullable String after, int limit) {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidEventException("limit", "is " + limit, "1 to " + Limits.PAGE);
        }
        List<StoredEvent> all = eventsOf(subject);
        int from = 0;
        if (after != null) {
            while (from < all.size() && !all.get(from).id().equals(after)) {
                from++;
            }
            if (from == all.size()) {
                throw new InvalidEventException("after", "is none that was given", "the next of an earlier page");
            }
            from++;
        }
        List<StoredEvent> page = all.subList(from, Math.min(all.size(), from + limit));
        boolean isLast = from + page.size() == all.size();
        return new PersonalPage(page, isLast ? null : page.get(page.size() - 1).id());
    }

    @Override
    public List<StoredEvent> eventsOf(Subject subject) {
        synchronized (store) {
            return store.seenEvents().stream()
                    .filter(event -> event.personal().stream().anyMatch(members -> subject.equals(members.subject())))
                    .toList();
        }
    }

    /** There is no master key. */
    @Override
    public int rotate() {
        return 0;
    }

    /** There is nothing but ids, of which there are no copies. */
    @Override
    public List<WrappedKey> keys(@Nullable KeyId after, int limit) {
        return List.of();
    }

    @Override
    public int storeKeys(List<WrappedKey> others) {
        throw new UnsupportedOperationException("a store in memory has no keys that another one could use");
    }
}
