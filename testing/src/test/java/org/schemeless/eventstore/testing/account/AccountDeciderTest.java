/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TEN;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventSchemas;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;

class AccountDeciderTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(TYPES);

    @Test
    void what_is_there_can_be_withdrawn() {
        store.given(AccountDecider.class, "42", new Deposited(TEN))
                .when(new Withdraw(TEN, "app"))
                .stores(new Withdrawn(TEN, "app"));
    }

    @Test
    void an_account_is_never_overdrawn() {
        store.given(AccountDecider.class, "42", new Deposited(ONE))
                .when(new Withdraw(TEN, "app"))
                .fails(Overdrawn.class)
                .storesNothing();
    }

    @Test
    void a_second_writer_is_taken_into_account() {
        store.given(AccountDecider.class, "42", new Deposited(TEN))
                .whileAnotherAppends(new Withdrawn(ONE, "desk"))
                .when(new Withdraw(ONE, "app"))
                .stores(new Withdrawn(ONE, "app"))
                .inAttempts(2);
    }

    @Test
    void withdrawals_of_the_first_version_were_made_at_the_desk() {
        store.stored("withdrawn", 1, "{\"amount\":1.00}").readsAs(new Withdrawn(ONE, "desk"));
    }

    @Test
    void every_version_ever_written_can_be_read() {
        EventSchemas.verify(Path.of("src/test/events"), TYPES);
    }
}
