/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.PersonalPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.service.append.Appends;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.call.Retries;
import org.schemeless.eventstore.service.personal.Erasures;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.service.personal.PersonalKeys;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.LostRaceException;
import org.schemeless.eventstore.spi.SubjectKeys.IdPage;

/** The session bean behind {@link PersonalData}. */
@Stateless
@LocalBean
@Local(PersonalData.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PersonalDataService implements PersonalData {

    /** So often another key of the subject is looked for when one is taken away by somebody else. */
    private static final int TRIES = 5;

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private PersonalKeys keys;

    @Inject
    private Appends appends;

    @Inject
    private Reads reads;

    @Inject
    private Retries retries;

    @Inject
    private FailureTranslation failures;

    @Inject
    private CallerTransaction caller;

    @Inject
    private OwnTransaction own;

    @Inject
    private Measures measures;

    @Override
    public Erasure erase(Subject subject, @Nullable String request) {
        return call("erase", () -> {
            keys.require();
            Erasures.requireRequest(request);
            return keys.areInTransactionOfEvents() ? erased(subject, request) : told(subject, request);
        });
    }

    /**
     * Under H2's lock, as all that writes: the row of the key is changed by a statement of its own, which a crash
     * within the commit of another writer could leave half done. Who waits here for the transaction of an append by
     * this key keeps others from writing for as long as the lock is waited for, and no longer.
     */
    private Erasure erased(Subject subject, @Nullable String request) {
        if (caller.isActive()) {
            return failures.translated(() -> storage.exclusively(() -> joined(subject, request)));
        }
        return retries.repeat(first -> failures.translated(() ->
                storage.exclusively(() -> own.call(() -> failures.translated(() -> raced(subject, request))))));
    }

    private Erasure joined(Subject subject, @Nullable String request) {
        try {
            return inTransaction(subject, request);
        } catch (ConcurrencyError e) {
            throw new EventStoreUnavailableException(
                    "others have erased meanwhile, by a transaction of their own; roll back and call again", e);
        }
    }

    /** The erasures of all subjects are one stream, on which others may be faster. */
    private Erasure raced(Subject subject, @Nullable String request) {
        try {
            return inTransaction(subject, request);
        } catch (ConcurrencyError e) {
            throw new LostRaceException(e);
        }
    }

    /** The key goes first: that waits for those who append by it, and what they append is erased as well. */
    private Erasure inTransaction(Subject subject, @Nullable String request) {
        for (int i = 0; i < TRIES; i++) {
            Optional<WrappedKey> key = keys.find(subject);
            if (key.isEmpty()) {
                return new Erasure(null, null, true);
            }
            if (keys.remove(key.get())) {
                return new Erasure(key.get().id(), append(key.get(), request), true);
            }
        }
        throw new EventStoreUnavailableException(
                "others have erased the subject meanwhile, and appended personal members of it, each time", null);
    }

    /** Where keys are not in the transaction of events: what the log says comes about, whoever dies in between. */
    private Erasure told(Subject subject, @Nullable String request) {
        Optional<WrappedKey> key = reads.ask(() -> keys.find(subject));
        if (key.isEmpty()) {
            return new Erasure(null, null, true);
        }
        AppendedEvent event = append(key.get(), request);
        return new Erasure(key.get().id(), event, keys.removeAfterCommit(key.get()));
    }

    private AppendedEvent append(WrappedKey key, @Nullable String request) {
        return appends.store(List.of(Erasures.event(key, request)), ExpectedSequence.any())
                .events()
                .get(0);
    }

    @Override
    public PersonalPage eventsOf(Subject subject, @Nullable String after, int limit) {
        requireLimit(limit);
        return call(
                "eventsOf",
                () -> reads.ask(() -> {
                    IdPage page = keys.eventsOf(subject, after, limit);
                    return new PersonalPage(storage.findEvents(page.ids()), page.next());
                }));
    }

    @Override
    public List<StoredEvent> eventsOf(Subject subject) {
        List<StoredEvent> events = new ArrayList<>();
        @Nullable String next = null;
        do {
            PersonalPage page = eventsOf(subject, next, Limits.PAGE);
            events.addAll(page.events());
            next = page.next();
        } while (next != null);
        return events;
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int rotate() {
        return measures.call("rotate", keys::rotate);
    }

    @Override
    public List<WrappedKey> keys(@Nullable KeyId after, int limit) {
        requireLimit(limit);
        return call("keys", () -> reads.ask(() -> keys.page(after, limit)));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int storeKeys(List<WrappedKey> others) {
        return measures.call("storeKeys", () -> keys.store(others));
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidEventException("limit", "is " + limit, "1 to " + Limits.PAGE);
        }
    }

    private <T> T call(String name, Supplier<T> work) {
        return measures.call(name, () -> caller.joined(work));
    }
}
