/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.jpa.H2Store.events;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.H2Store;

/** Slices of a stream whose fourth event is large, and whose seventh is large by its meta. */
class StreamEventsTest {

    private static final StreamId STREAM = StreamId.of("a");

    private H2Store store;
    private StreamEvents streams;

    @BeforeEach
    void fill() throws SQLException {
        store = new H2Store();
        streams = new StreamEvents(store.connections());
        store.insert(events("a", 1, 10));
        store.execute("UPDATE eventstore_event SET payload = '\"' || REPEAT('x', 98) || '\"' WHERE event_id = 'a4'");
        store.execute(
                "UPDATE eventstore_event SET meta = '{\"a\":\"' || REPEAT('x', 91) || '\"}' WHERE event_id = 'a7'");
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    @Test
    void a_slice_ends_before_a_large_event() {
        assertSlice(streams.slice(STREAM, 0, 10, 99), 1, 2, 3);
        assertSlice(streams.slice(STREAM, 4, 10, 99), 5, 6);
    }

    @Test
    void it_has_its_first_event_however_large() {
        assertSlice(streams.slice(STREAM, 3, 10, 99), 4, 5, 6);
        assertSlice(streams.slice(STREAM, 6, 10, 0), 7);
    }

    @Test
    void it_has_events_that_are_just_as_large_as_they_may_be() {
        assertSlice(streams.slice(STREAM, 0, 10, 100), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void it_has_no_more_events_than_it_may() {
        assertSlice(streams.slice(STREAM, 1, 2, 99), 2, 3);
        assertSlice(streams.slice(STREAM, 3, 1, 99), 4);
    }

    @Test
    void behind_the_end_there_is_none() {
        assertSlice(streams.slice(STREAM, 10, 10, 99));
        assertSlice(streams.slice(STREAM, Long.MAX_VALUE, 10, 99));
    }

    private static void assertSlice(EventPage slice, Integer... sequences) {
        assertThat(slice.events())
                .extracting(StoredEvent::sequence)
                .map(Long::intValue)
                .containsExactly(sequences);
        assertThat(slice.sequence()).isEqualTo(10);
    }
}
