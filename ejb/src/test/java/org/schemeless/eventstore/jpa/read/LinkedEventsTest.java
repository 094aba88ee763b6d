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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.H2Store;
import org.schemeless.eventstore.jpa.positions.Positions;

/** Pages while events get their positions; that they are complete and in order the contract suite tests. */
class LinkedEventsTest {

    private static final List<String> ALL =
            List.of("a1@1", "a2@2", "a3@3", "b1@4", "b2@5", "a4@null", "a5@null", "a6@null", "b3@null", "b4@null");

    private H2Store store;
    private Positions positions;
    private LinkedEvents linked;

    /** Five events with positions and five without, of which those of the first run stand around the others. */
    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        positions = Made.by(Positions.class, store.connections());
        linked = new LinkedEvents(store.connections());
        store.insert(events("a", 1, 3));
        store.insert(events("b", 1, 2));
        positions.assign();
        store.insert(events("a", 4, 6));
        store.insert(events("b", 3, 4));
        store.execute("UPDATE eventstore_event SET event_id = 'old', sequence = 60 WHERE event_id = 'a6'");
        store.execute("INSERT INTO eventstore_event (event_id, domain, identifier, sequence, type, payload, created,"
                + " correlation_id, run, run_offset, position)"
                + " VALUES ('a6', 'a', '', 6, 'type', '1', 0, 'correlation', 3, 2, -1)");
        store.execute("DELETE FROM eventstore_event WHERE event_id = 'old'");
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private LookupPage page(long after, int limit) {
        return linked.page(CausalLink.CORRELATION, "correlation", after, limit);
    }

    private static List<String> shown(LookupPage page) {
        return page.events().stream()
                .map(event -> event.id() + "@" + event.position())
                .toList();
    }

    @Test
    void runs_without_position_stay_together() {
        for (int limit = 1; limit <= 11; limit++) {
            List<String> seen = new ArrayList<>();
            long after = 0;
            LookupPage page;
            do {
                page = page(after, limit);
                seen.addAll(shown(page));
                after = page.next() == null ? 0 : page.next();
            } while (page.next() != null);
            assertThat(seen).isEqualTo(ALL);
        }
    }

    @Test
    void none_is_left_out_when_the_rest_gets_its_positions_between_two_pages() throws SQLException {
        for (int first = 1; first < 10; first++) {
            LookupPage page = page(0, first);
            positions.assign();

            LookupPage rest = page(page.next(), 10);

            assertThat(shown(page)).isEqualTo(ALL.subList(0, first));
            assertThat(rest.events()).extracting(StoredEvent::id).isEqualTo(ids().subList(first, 10));
            assertThat(rest.events())
                    .allSatisfy(event -> assertThat(event.position()).isNotNull());
            unnumber();
        }
    }

    private static List<String> ids() {
        return ALL.stream().map(event -> event.substring(0, event.indexOf('@'))).toList();
    }

    private void unnumber() throws SQLException {
        store.execute("UPDATE eventstore_event SET position = 0 WHERE position > 5");
        store.execute("UPDATE eventstore_log SET position = 5");
    }
}
