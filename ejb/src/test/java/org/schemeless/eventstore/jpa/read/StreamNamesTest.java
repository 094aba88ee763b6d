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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.jpa.H2Store;

/** What the steps through the index cost; what they find the contract suite tests. */
class StreamNamesTest {

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    private H2Store store;

    /** Many streams of two events, and one long one. */
    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        store.execute("INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                + " SELECT 'e' || x, 'many', LPAD(x / 2, 8, '0'), 1 + MOD(x, 2), 't', '1', 0"
                + " FROM SYSTEM_RANGE(0, 19999)");
        store.execute("INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                + " SELECT 'l' || x, 'one', 'long', x, 't', '1', 0 FROM SYSTEM_RANGE(1, 5000)");
        store.execute("INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created)"
                + " VALUES ('z', 'one', 'z', 1, 't', '1', 0)");
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    @Test
    void names_are_found_behind_many_streams_and_behind_a_long_one() {
        StreamNames names = new StreamNames(store.connections());

        assertThat(names.domains(null, 10)).containsExactly("many", "one");
        assertThat(names.identifiers("one", "", null, 10)).containsExactly("long", "z");
        assertThat(names.identifiers("many", "000099", "00009990", 3))
                .containsExactly("00009991", "00009992", "00009993");
    }

    @Test
    void each_step_reads_some_entries_of_the_index_however_many_there_are() throws SQLException {
        int some = StreamNames.ENTRIES_A_STEP + 2;
        assertThat(scanned(StreamNames.DOMAIN, "", StreamNames.behind(""))).isLessThanOrEqualTo(3);
        assertThat(scanned(StreamNames.DOMAIN, "many", StreamNames.behind("many")))
                .isLessThanOrEqualTo(3);
        assertThat(scanned(StreamNames.FIRST_IDENTIFIERS, "many", "")).isLessThanOrEqualTo(some);
        assertThat(scanned(StreamNames.FIRST_IDENTIFIERS, "many", "00009")).isLessThanOrEqualTo(some);
        assertThat(scanned(StreamNames.NEXT_IDENTIFIERS, "many", "", "00009000", StreamNames.behind("00009000")))
                .isLessThanOrEqualTo(some);
        assertThat(scanned(StreamNames.NEXT_IDENTIFIERS, "many", "00009", "00009000", StreamNames.behind("00009000")))
                .isLessThanOrEqualTo(some);
        assertThat(scanned(StreamNames.NEXT_IDENTIFIERS, "one", "", "long", StreamNames.behind("long")))
                .isLessThanOrEqualTo(3);
    }

    private static int scanned(String sql, String... parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:h2-store");
                PreparedStatement query = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet plan = query.executeQuery()) {
                plan.next();
                String text = plan.getString(1);
                List<Integer> counts = SCANNED.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(count -> Integer.parseInt(count.replaceAll("\\D", "")))
                        .toList();
                assertThat(counts).as(text).isNotEmpty();
                return counts.stream().mapToInt(Integer::intValue).sum();
            }
        }
    }
}
