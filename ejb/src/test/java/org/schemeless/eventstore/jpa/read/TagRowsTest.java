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

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.jpa.H2Store;

class TagRowsTest {

    /** H2 takes 100,000 parameters in a statement, MySQL 65,535. */
    @Test
    void more_events_than_a_statement_can_name_have_their_rows() throws SQLException {
        try (H2Store store = new H2Store()) {
            store.insert(H2Store.events("a", 1, 2));
            List<String> ids = Stream.of(
                            Stream.of("a1"), IntStream.range(0, 100_000).mapToObj(i -> "none" + i), Stream.of("a2"))
                    .flatMap(some -> some)
                    .toList();

            List<Long> rows = store.connections()
                    .withoutTransaction(connection -> TagRows.of(connection).ofEvents(ids));

            assertThat(rows)
                    .isEqualTo(store.numbers("SELECT row_id FROM eventstore_event ORDER BY row_id"))
                    .hasSize(2);
        }
    }
}
