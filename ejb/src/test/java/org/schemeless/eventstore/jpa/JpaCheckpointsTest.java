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
import static org.schemeless.eventstore.Proxies.proxy;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.spi.Checkpoints.Place;

class JpaCheckpointsTest {

    private static final SubscriptionStop AT_EVENT =
            new SubscriptionStop(7, new FailedEvent("e", "t", StreamId.of("d", "i"), 7), "a bug");
    private static final SubscriptionStop AT_NO_EVENT = new SubscriptionStop(6, null, "no log");

    private H2Store store;
    private JpaCheckpoints checkpoints;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        checkpoints =
                new JpaCheckpoints(proxy(EntityManager.class, (proxy, method, arguments) -> null), store.connections());
        store.execute("INSERT INTO eventstore_subscription (name, position) VALUES ('b', 5), ('a', 9)");
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    @Test
    void all_are_told_by_name() {
        assertThat(checkpoints.all()).containsExactly(new Place("a", 9, null), new Place("b", 5, null));
    }

    @Test
    void a_stop_holds_until_the_checkpoint_has_got_past_it() throws SQLException {
        checkpoints.stopped("b", AT_EVENT);
        assertThat(checkpoints.all()).contains(new Place("b", 5, AT_EVENT));

        store.execute("UPDATE eventstore_subscription SET position = 6 WHERE name = 'b'");
        assertThat(checkpoints.all()).contains(new Place("b", 6, AT_EVENT));

        store.execute("UPDATE eventstore_subscription SET position = 7 WHERE name = 'b'");
        assertThat(checkpoints.all()).contains(new Place("b", 7, null));
    }

    @Test
    void the_last_stop_counts() {
        checkpoints.stopped("b", AT_EVENT);
        checkpoints.stopped("b", AT_NO_EVENT);
        assertThat(checkpoints.all()).contains(new Place("b", 5, AT_NO_EVENT));
    }

    @Test
    void who_goes_on_has_not_stopped() {
        checkpoints.stopped("b", AT_EVENT);
        checkpoints.goesOn("b");
        checkpoints.goesOn("a");
        assertThat(checkpoints.all()).containsExactly(new Place("a", 9, null), new Place("b", 5, null));
    }

    @Test
    void a_cause_may_have_half_a_character_in_it() {
        checkpoints.stopped("b", new SubscriptionStop(6, null, "half \ud83d"));
        assertThat(checkpoints.all()).contains(new Place("b", 5, new SubscriptionStop(6, null, "half ?")));
    }
}
