/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newStream;

import jakarta.ejb.EJB;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.it.tool.deployed.OnServer;

/** The log of another store, brought into the one of the run. */
@Tag("import")
class ImportIT extends OnServer {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.123456Z");

    @EJB
    private EventImport imports;

    private final StreamId a = newStream();
    private final StreamId b = newStream();

    private static StoredEvent event(StreamId stream, long sequence) {
        return event(UUID.randomUUID().toString(), stream, sequence, "{\"amount\":12.30}");
    }

    private static StoredEvent event(String id, StreamId stream, long sequence, String payload) {
        return new StoredEvent(
                id,
                stream,
                sequence,
                77L,
                "happened",
                JsonText.parse(payload),
                JsonText.parse("{\"by\":\"import\"}"),
                "correlation",
                "causation",
                LONG_AGO.plusSeconds(sequence));
    }

    private List<StoredEvent> interleaved(int each) {
        List<StoredEvent> events = new ArrayList<>();
        for (int sequence = 1; sequence <= each; sequence++) {
            events.add(event(b, sequence));
            events.add(event(a, sequence));
        }
        return events;
    }

    private List<StoredEvent> stored(StreamId stream) {
        return store().getAllEvents(stream.domain(), stream.identifier());
    }

    private static List<StoredEvent> of(StreamId stream, List<StoredEvent> events) {
        return events.stream().filter(event -> event.stream().equals(stream)).toList();
    }

    private static void assertSame(List<StoredEvent> stored, List<StoredEvent> imported) {
        assertThat(stored)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .isEqualTo(imported);
    }

    @Test
    void everything_but_the_position_is_kept() {
        List<StoredEvent> events = interleaved(40);

        assertThat(imports.store(events)).isEqualTo(80);

        assertSame(stored(a), of(a, events));
        assertSame(stored(b), of(b, events));
    }

    @Test
    void the_log_keeps_the_order_over_all_streams() {
        List<StoredEvent> events = List.of(
                event(b, 1), event(b, 2), event(a, 1), event(b, 3), event(a, 2), event(a, 3), event(b, 4), event(b, 5));

        imports.store(events.subList(0, 5));
        imports.store(events.subList(5, 8));

        List<StoredEvent> log = new ArrayList<>();
        LogPage page;
        do {
            page = store().readLog(log.size(), 3, LogFilter.all());
            log.addAll(page.events());
        } while (page.hasMore());
        long last = log.size();
        List<StoredEvent> imported = log.subList(log.size() - 8, log.size());
        assertThat(imported).extracting(StoredEvent::id).isEqualTo(ids(events));
        assertThat(imported)
                .extracting(StoredEvent::position)
                .isEqualTo(LongStream.rangeClosed(last - 7, last).boxed().toList());
    }

    @Test
    void what_is_there_is_passed_by_wherever_an_import_goes_on() {
        List<StoredEvent> events = interleaved(10);
        imports.store(events.subList(0, 13));

        assertThat(imports.store(events.subList(0, 13))).isZero();
        assertThat(imports.store(events.subList(4, 20))).isEqualTo(7);

        assertSame(stored(a), of(a, events));
        assertSame(stored(b), of(b, events));
    }

    @Test
    void a_gap_is_refused_and_nothing_is_stored() {
        List<StoredEvent> events = List.of(event(a, 1), event(b, 1), event(b, 3));

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> imports.store(events))
                .satisfies(error -> assertThat(error.getStream()).isEqualTo(b));

        assertThat(stored(a)).isEmpty();
        assertThat(stored(b)).isEmpty();
    }

    @Test
    void a_stream_that_is_shorter_here_is_refused() {
        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> imports.store(List.of(event(a, 2))))
                .satisfies(error -> assertThat(error.getFound()).isZero());
    }

    @Test
    void a_stream_with_other_events_is_refused_and_nothing_is_stored() {
        imports.store(List.of(event(a, 1)));

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> imports.store(List.of(event(b, 1), event(a, 1), event(a, 2))))
                .satisfies(error -> assertThat(error.getStream()).isEqualTo(a));

        assertThat(stored(a)).hasSize(1);
        assertThat(stored(b)).isEmpty();
    }

    @Test
    void an_event_that_differs_is_refused() {
        String id = UUID.randomUUID().toString();
        imports.store(List.of(event(id, a, 1, "1")));

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> imports.store(List.of(event(id, a, 1, "2"))));
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> imports.store(List.of(event(id, b, 1, "1"))));
    }

    @Test
    void what_comes_twice_is_passed_by_as_if_it_came_in_two_lists() {
        List<StoredEvent> events = interleaved(5);
        List<StoredEvent> twice = new ArrayList<>(events);
        twice.addAll(events.subList(2, 10));

        assertThat(imports.store(twice)).isEqualTo(10);
        assertThat(imports.store(twice)).isZero();
        assertThat(imports.store(List.of(events.get(8), events.get(0), event(a, 6), events.get(0), event(a, 7))))
                .isEqualTo(2);

        assertThat(stored(a)).hasSize(7);
        assertThat(stored(b)).hasSize(5);
    }

    @Test
    void the_second_of_two_that_differ_is_the_one_that_is_refused() {
        String id = UUID.randomUUID().toString();
        StoredEvent first = event(id, a, 1, "1");

        for (StoredEvent second : List.of(event(id, a, 1, "2"), event(id, a, 2, "1"), event(id, b, 1, "1"))) {
            assertRefused(List.of(first, second), 1, DuplicateEventException.class);
        }
        assertRefused(List.of(first, event(a, 1)), 1, ConcurrencyError.class);
        assertRefused(List.of(first, first, event(a, 3)), 2, ConcurrencyError.class);
        assertThat(stored(a)).isEmpty();
        assertThat(stored(b)).isEmpty();
    }

    @Test
    void an_id_that_is_taken_elsewhere_is_told_with_its_place() {
        StoredEvent taken = event(a, 1);
        imports.store(List.of(taken));

        assertRefused(List.of(taken, event(b, 1), event(taken.id(), b, 2, "1")), 2, DuplicateEventException.class);

        assertThat(stored(b)).isEmpty();
    }

    private void assertRefused(List<StoredEvent> events, int index, Class<?> error) {
        assertThatExceptionOfType(ImportRefusedException.class)
                .isThrownBy(() -> imports.storeInOrder(events))
                .satisfies(refused -> assertThat(refused.getIndex()).isEqualTo(index))
                .satisfies(refused -> assertThat(refused.getError()).isExactlyInstanceOf(error));
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> imports.store(events))
                .satisfies(refused -> assertThat(refused).isExactlyInstanceOf(error));
    }
}
