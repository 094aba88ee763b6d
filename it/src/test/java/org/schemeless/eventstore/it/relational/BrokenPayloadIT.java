/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;

/** What a hand in the database has broken is told, not served. */
@Tag("rows")
class BrokenPayloadIT extends OnMySql {

    private final StreamId stream = newStream();
    private final String id = newName();
    private final String link = newName();

    @Test
    void an_event_whose_payload_is_no_json_any_more_is_named_on_every_way_to_it() throws SQLException {
        store().storeEvents(List.of(
                event(stream).id(id).correlationId(link).payload("whole").build()));
        await().until(() -> store().getEvent(id).position() != null);
        long position = store().getEvent(id).position();
        String payload = store().getEvent(id).payload().toString();

        for (String broken : List.of("{\"a\":", "", "1 2")) {
            write("payload", broken);
            assertNamed(() -> store().getEvent(id));
            assertNamed(() -> store().getAllEvents(stream.domain(), stream.identifier()));
            assertNamed(() -> store().readStream(stream, 0, 10));
            assertNamed(() -> store().findByCorrelationId(link));
            assertNamed(() -> store().readAll(position - 1, 10));
        }
        write("payload", payload);
        write("meta", "[]");
        assertNamed(() -> store().getEvent(id));
        write("meta", null);

        assertThat(store().getEvent(id).payload()).hasToString(payload);
    }

    /** The batch has an id of a broken event, which is read to see whether it comes again. */
    @Test
    void an_append_that_cannot_be_compared_leaves_its_transaction_nothing_but_to_roll_back() throws SQLException {
        NewEvent whole = event(stream).id(id).payload("whole").build();
        store().storeEvents(List.of(whole));
        String payload = store().getEvent(id).payload().toString();
        write("payload", "");
        StreamId other = newStream();

        assertThatExceptionOfType(NotCommitted.class)
                .isThrownBy(() -> inTransaction(() -> {
                    store().storeEvents(List.of(event(other).build()));
                    assertNamed(() -> store().storeEvents(List.of(whole)));
                }));
        write("payload", payload);

        assertThat(store().getAllEvents(other.domain(), other.identifier())).isEmpty();
    }

    private void assertNamed(ThrowingCallable read) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(read)
                .satisfies(error -> assertThat(error.getId()).isEqualTo(id));
    }

    private void write(String column, String text) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE eventstore_event SET " + column + " = ? WHERE event_id = ?")) {
            update.setString(1, text);
            update.setString(2, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
