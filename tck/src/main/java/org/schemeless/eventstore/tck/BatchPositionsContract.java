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
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.sequences;
import static org.schemeless.eventstore.tck.Sample.sequencesTo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 6: an event has its own position, however many were stored with it and wherever a page begins or ends. */
public interface BatchPositionsContract extends LogFixture {

    /**
     * 83 events of one correlation in two streams: batches for one of them, batches for both, in turn and piece by
     * piece.
     */
    private List<StoredEvent> batches() {
        String correlation = newName();
        StreamId a = newStream();
        StreamId b = newStream();
        long start = end();
        for (int size : new int[] {1, 7, 2, 20, 1}) {
            store().storeEvents(events(correlation, size, a));
            store().storeEvents(events(correlation, size, b));
        }
        store().storeEvents(events(correlation, 4, a, b));
        store().storeEvents(events(correlation, 3, b, b, a, a));
        store().storeEvents(events(correlation, 1, a));
        List<StoredEvent> log = after(start);
        assertThat(log)
                .extracting(StoredEvent::position)
                .isEqualTo(LongStream.rangeClosed(start + 1, start + 83).boxed().toList());
        return log;
    }

    private static List<NewEvent> events(String correlation, int times, StreamId... streams) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (StreamId stream : streams) {
                events.add(event(stream).correlationId(correlation).build());
            }
        }
        return events;
    }

    private static List<StreamId> streams(List<StoredEvent> log) {
        return log.stream().map(StoredEvent::stream).distinct().toList();
    }

    private static List<StoredEvent> of(StreamId stream, List<StoredEvent> log) {
        return log.stream().filter(event -> event.stream().equals(stream)).toList();
    }

    @Test
    default void pages_of_the_log_begin_and_end_inside_batches() {
        List<StoredEvent> log = batches();
        long start = log.get(0).position() - 1;

        for (int limit : new int[] {1, 7, 30, 1_000}) {
            for (int from = 0; from < log.size(); from += 3) {
                assertThat(store().readAll(start + from, limit))
                        .isEqualTo(log.subList(from, Math.min(log.size(), from + limit)));
            }
        }
        for (StreamId stream : streams(log)) {
            List<StoredEvent> events = of(stream, log);
            assertThat(sequences(events)).isEqualTo(sequencesTo(events.size()));
        }
    }

    @Test
    default void pages_of_streams_begin_and_end_inside_batches() {
        List<StoredEvent> log = batches();

        for (StreamId stream : streams(log)) {
            List<StoredEvent> events = of(stream, log);
            for (int from = 0; from < events.size(); from++) {
                assertThat(store().readStream(stream, from, 4).events())
                        .isEqualTo(events.subList(from, Math.min(events.size(), from + 4)));
            }
            assertThat(store().getAllEvents(stream.domain(), stream.identifier()))
                    .isEqualTo(events);
        }
    }

    @Test
    default void an_event_in_the_middle_of_a_batch_is_found_with_its_position() {
        for (StoredEvent event : batches()) {
            assertThat(findEvent(event.id())).contains(event);
        }
    }

    @Test
    default void pages_of_look_ups_begin_and_end_inside_batches() {
        List<StoredEvent> log = batches();
        String correlation = log.get(0).correlationId();

        for (int limit : new int[] {1, 7, 82, 83}) {
            List<StoredEvent> seen = new ArrayList<>();
            LookupPage page = store().findLinked(CausalLink.CORRELATION, correlation, 0, limit);
            seen.addAll(page.events());
            while (page.next() != null) {
                page = store().findLinked(CausalLink.CORRELATION, correlation, page.next(), limit);
                seen.addAll(page.events());
            }
            assertThat(seen).isEqualTo(log);
        }
    }
}
