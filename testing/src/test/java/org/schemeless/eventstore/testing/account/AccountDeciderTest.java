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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventSchemas;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
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

    @ParameterizedTest
    @ValueSource(strings = {"-10", "0", "0.00"})
    void an_amount_that_is_not_above_0_is_no_command(BigDecimal amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Withdraw(amount, "app"))
                .withMessageContaining("is " + amount + ";");
        assertThatIllegalArgumentException().isThrownBy(() -> new Deposit(amount));
    }

    @Test
    void a_stored_event_is_read_whatever_its_amount() {
        store.stored("withdrawn", 2, "{\"amount\":-1,\"channel\":\"app\"}").readsAs(new Withdrawn(ONE.negate(), "app"));
    }

    @Test
    void an_account_transfers_nothing_to_itself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accounts().transfer("42", "42", ONE))
                .withMessageContainingAll("itself", "42");
    }
}
