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
import jakarta.persistence.PersistenceException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.jpa.table.Connections;

/** What the storage makes of failures that are none of the database. */
class TranslatedFailuresTest {

    private final JpaEventStorage storage = new JpaEventStorage(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Made.by(
                    Connections.class,
                    proxy(EntityManager.class, (proxy, method, arguments) -> null),
                    proxy(DataSource.class, (proxy, method, arguments) -> null)),
            null,
            null,
            null,
            null,
            null);

    /** The names of its methods stand in the stack traces. */
    private static final class Refusal {

        RuntimeException registerInterposedSynchronization() {
            return new IllegalStateException("not ACTIVE");
        }

        RuntimeException convertToEntityAttribute() {
            return new IllegalStateException("no such colour");
        }
    }

    @Test
    void a_transaction_that_takes_nothing_new_is_unavailable_and_the_text_says_what_to_do() {
        RuntimeException failure = new PersistenceException(new Refusal().registerInterposedSynchronization());

        assertThat(storage.translate(failure))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("call before, or in a transaction of its own");
    }

    @Test
    void what_the_unit_of_an_application_throws_is_left_as_it_is() {
        RuntimeException failure = new PersistenceException(new Refusal().convertToEntityAttribute());

        assertThat(storage.translate(failure)).isSameAs(failure);
    }

    @Test
    void a_state_that_somebody_found_illegal_is_left_as_it_is() {
        RuntimeException failure = new Refusal().registerInterposedSynchronization();

        assertThat(storage.translate(failure)).isSameAs(failure);
    }
}
