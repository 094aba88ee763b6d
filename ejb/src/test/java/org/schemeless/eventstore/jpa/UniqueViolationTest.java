/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UniqueViolationTest {

    /** Messages as the databases gave them. */
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        UniqueViolation.STREAM_SEQUENCE,
                        mysql("Duplicate entry 'd-i-1' for key 'eventstore_event.eventstore_stream_sequence'")),
                Arguments.of(
                        UniqueViolation.EVENT_ID,
                        mysql("Duplicate entry 'e1' for key 'eventstore_event.eventstore_event_id'")),
                Arguments.of(
                        UniqueViolation.STREAM_SEQUENCE,
                        mysql("(conn=5) Duplicate entry 'd-i-1' for key 'eventstore_stream_sequence'")),
                Arguments.of(
                        UniqueViolation.STREAM_SEQUENCE,
                        mysql("Duplicate entry ' for key 'x.eventstore_event_id'-1' for key"
                                + " 'eventstore_event.eventstore_stream_sequence'")),
                Arguments.of(
                        UniqueViolation.STREAM_SEQUENCE,
                        h2("Unique index or primary key violation: \"PUBLIC.EVENTSTORE_STREAM_SEQUENCE_INDEX_4 ON"
                                + " PUBLIC.EVENTSTORE_EVENT(DOMAIN NULLS FIRST) VALUES ( /* key:9 */ 'd', 'i', 1)\"")),
                Arguments.of(
                        UniqueViolation.EVENT_ID,
                        h2("Eindeutiger Index oder Primärschlüssel verletzt: \"PUBLIC.EVENTSTORE_EVENT_ID_INDEX_4 ON"
                                + " PUBLIC.EVENTSTORE_EVENT(EVENT_ID NULLS FIRST) VALUES ( 'PUBLIC.X ON ' )\"")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void is_told_by_the_name_of_the_constraint(UniqueViolation expected, SQLException error) {
        assertThat(UniqueViolation.of(new IllegalStateException("outer", error)))
                .contains(expected);
    }

    @Test
    void is_found_behind_a_batch() {
        BatchUpdateException batch = new BatchUpdateException();
        batch.setNextException(mysql("Duplicate entry 'e1' for key 'eventstore_event.eventstore_event_id'"));
        assertThat(UniqueViolation.of(batch)).contains(UniqueViolation.EVENT_ID);
    }

    @Test
    void is_not_seen_in_other_violations() {
        assertThat(UniqueViolation.of(mysql("Duplicate entry '1' for key 'eventstore_event.PRIMARY'")))
                .isEmpty();
        assertThat(UniqueViolation.of(mysql("Duplicate entry '1' for key 'orders.number'")))
                .isEmpty();
        assertThat(UniqueViolation.of(new SQLIntegrityConstraintViolationException(
                        "Column 'eventstore_event_id' cannot be null", "23000", 1048)))
                .isEmpty();
        assertThat(UniqueViolation.of(new IllegalStateException("no SQL at all")))
                .isEmpty();
    }

    private static SQLException mysql(String message) {
        return new SQLIntegrityConstraintViolationException(message, "23000", 1062);
    }

    private static SQLException h2(String message) {
        return new SQLIntegrityConstraintViolationException(message, "23505", 23505);
    }
}
