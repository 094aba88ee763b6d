/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.model.TaggedEvent;
import org.schemeless.eventstore.model.TypedSubscription;

/**
 * An event store in memory as an extension of JUnit 5, and the tests of deciders, handlers and old events on it. It
 * is empty when a test begins, so tests that share one do not run side by side.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EventStoreTest store = EventStoreTest.inMemory();
 *
 * @Test
 * void nothing_is_withdrawn_beyond_the_balance() {
 *     store.given(AccountDecider.class, "42", new Opened("EUR"))
 *             .when(new Withdraw(TEN))
 *             .fails(Overdrawn.class)
 *             .storesNothing();
 * }
 * }</pre>
 *
 * <p>Events go through JSON, as on a server, and are compared as JSON: numbers by value. A failure that a test has
 * not asked for fails it at its end.
 */
public final class EventStoreTest implements BeforeEachCallback, AfterEachCallback {

    private final @Nullable EventTypes types;
    private final InMemoryEventStore store = new InMemoryEventStore();
    private final List<Runnable> endOfTest = new ArrayList<>();

    private EventStoreTest(@Nullable EventTypes types) {
        this.types = types;
    }

    /** A store with the types of each decider's own events, none of which has changed its shape yet. */
    public static EventStoreTest inMemory() {
        return new EventStoreTest(null);
    }

    /** A store with these types. */
    public static EventStoreTest inMemory(EventTypes types) {
        return new EventStoreTest(types);
    }

    /** The store, for what else a test has to do with it. */
    public EventStore eventStore() {
        return store;
    }

    /**
     * A decider in a stream that has these events, after those that the test has put there before.
     *
     * @param decider a class with a constructor without parameters
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <C, E, S> Given<C, E, S> given(
            Class<? extends Decider<C, E, S>> decider, @Nullable String identifier, E... events) {
        return given(made(decider), identifier, events);
    }

    private static <D> D made(Class<D> decider) {
        try {
            var constructor = decider.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    decider.getName() + " cannot be made without parameters; give the decider itself", e);
        }
    }

    /**
     * A decider by a rule over several streams, where these events are, after those that the test has put there before.
     *
     * @param decider a class with a constructor without parameters
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <C, E, S> GivenBoundary<C, E, S> given(
            Class<? extends BoundaryDecider<C, E, S>> decider, TaggedEvent<? extends E>... events) {
        return given(made(decider), events);
    }

    /** This decider by a rule over several streams, where these events are. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <C, E, S> GivenBoundary<C, E, S> given(
            BoundaryDecider<C, E, S> decider, TaggedEvent<? extends E>... events) {
        EventTypes known = types == null ? EventTypes.of(decider.eventClass()) : types;
        GivenBoundary<C, E, S> given = new GivenBoundary<>(store, decider, known, endOfTest::add);
        given.append(List.of(events));
        return given;
    }

    /** This decider in a stream that has these events, after those that the test has put there before. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <C, E, S> Given<C, E, S> given(Decider<C, E, S> decider, @Nullable String identifier, E... events) {
        EventTypes known = types == null ? EventTypes.of(decider.eventClass()) : types;
        StreamId stream = StreamId.of(decider.domain(), identifier);
        Given<C, E, S> given = new Given<>(store, decider, known, stream, endOfTest::add);
        given.append(List.of(events));
        return given;
    }

    /**
     * A typed handler, which is given the events that come next.
     *
     * @throws IllegalArgumentException if its batch size is none of 1 to 1,000, or it has no type of these
     */
    public GivenHandler given(TypedSubscription<?> handler) {
        return new GivenHandler(
                store, handler, types == null ? EventTypes.of(handler.eventClass()) : types, endOfTest::add);
    }

    /** The erasure of persons' data of the store, for what else a test has to do with it, and for handlers. */
    public PersonalData personalData() {
        return store.personalData();
    }

    /** The snapshots of the store, for what else a test has to do with them. */
    public Snapshots snapshots() {
        return store.snapshots();
    }

    /**
     * What a projection folds of all events of the store.
     *
     * @throws IllegalArgumentException if none of the types is of the class of its events
     */
    public <K, S> Projected<K, S> project(Projection<K, ?, S> projection) {
        EventTypes known = types == null ? EventTypes.of(projection.eventClass()) : types;
        return Projected.of(projection, known, store.allAfter(0));
    }

    /** An event as an earlier release of the application has stored it: type, version and payload. */
    public StoredPayload stored(String type, int version, String json) {
        JsonText meta = version == 1 ? null : JsonText.parse("{\"schemaVersion\":" + version + "}");
        return new StoredPayload(
                types,
                new StoredEvent(
                        "stored",
                        StreamId.of("test"),
                        1,
                        1L,
                        type,
                        JsonText.parse(json),
                        meta,
                        null,
                        null,
                        Instant.EPOCH));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        store.clear();
        endOfTest.clear();
    }

    /** @throws AssertionError if a decision or a handler has failed and the test has not looked */
    @Override
    public void afterEach(ExtensionContext context) {
        endOfTest.forEach(Runnable::run);
    }
}
