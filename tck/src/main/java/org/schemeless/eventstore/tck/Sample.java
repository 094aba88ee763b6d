/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Streams and events that no other test has, and what is often asserted of them. */
public final class Sample {

    private Sample() {}

    /** A stream without events. */
    public static StreamId newStream() {
        return StreamId.of(newName(), "one");
    }

    /** A name that is used nowhere else: of a domain, an event, a correlation. */
    public static String newName() {
        return UUID.randomUUID().toString();
    }

    /** An event with a payload and nothing else, to be added to. */
    public static NewEvent.Builder event(StreamId stream) {
        return NewEvent.in(stream, "happened").payloadJson("{\"amount\":1}");
    }

    /** Events without ids, their payloads numbered from 1. */
    public static List<NewEvent> events(StreamId stream, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> NewEvent.in(stream, "happened").payload(i).build())
                .toList();
    }

    /** Events with ids, their payloads numbered from 1. */
    public static List<NewEvent> identifiedEvents(StreamId stream, int count) {
        return events(stream, count).stream()
                .map(event ->
                        event(stream).id(newName()).payload(event.payload()).build())
                .toList();
    }

    /** The sequences from 1 to the last. */
    public static List<Long> sequencesTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** The sequences of these events, in their order. */
    public static List<Long> sequences(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::sequence).toList();
    }

    /** The ids of these events, in their order. */
    public static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    /** The payloads of these events as JSON text, in their order. */
    public static List<String> payloads(List<StoredEvent> events) {
        return events.stream().map(event -> event.payload().toString()).toList();
    }

    /** What never changes of events: all but the position, which they get some time after they were stored. */
    public static List<StoredEvent> unplaced(List<StoredEvent> events) {
        return events.stream().map(Sample::unplaced).toList();
    }

    /** What never changes of an event. */
    public static StoredEvent unplaced(StoredEvent event) {
        return new StoredEvent(
                event.id(),
                event.stream(),
                event.sequence(),
                null,
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                event.created(),
                event.tags());
    }

    /** Asserts that the append ends with exactly this conflict, not wrapped in anything. */
    public static void assertConflict(ThrowingCallable append, StreamId stream, ExpectedSequence expected, long found) {
        assertConflict(catchThrowable(append), stream, expected, found);
    }

    /** Asserts that the error is exactly this conflict, not wrapped in anything. */
    public static void assertConflict(Throwable error, StreamId stream, ExpectedSequence expected, long found) {
        assertThat(error).isExactlyInstanceOf(ConcurrencyError.class);
        ConcurrencyError conflict = (ConcurrencyError) error;
        assertThat(conflict.getStream()).isEqualTo(stream);
        assertThat(conflict.getExpected()).isEqualTo(expected);
        assertThat(conflict.getFound()).isEqualTo(found);
        assertThat(conflict)
                .hasMessageContainingAll(
                        stream.domain(), stream.identifier(), String.valueOf(expected), String.valueOf(found));
    }

    /** The stream's events by every way to read it: no gap, nothing more, nothing less. */
    public static List<StoredEvent> assertLength(StoreFixture fixture, StreamId stream, long length) {
        List<StoredEvent> events = fixture.store().getAllEvents(stream.domain(), stream.identifier());
        assertThat(sequences(events)).isEqualTo(sequencesTo(length));
        assertThat(events).allSatisfy(event -> assertThat(event.stream()).isEqualTo(stream));
        assertThat(fixture.store().getStreamSequence(stream.domain(), stream.identifier()))
                .isEqualTo(length);
        return events;
    }

    /** The stream is as empty as one that never was. */
    public static void assertEmpty(StoreFixture fixture, StreamId stream) {
        assertThat(fixture.store().getAllEvents(stream.domain(), stream.identifier()))
                .isEmpty();
        assertThat(fixture.store().getStreamSequence(stream.domain(), stream.identifier()))
                .isZero();
    }
}
