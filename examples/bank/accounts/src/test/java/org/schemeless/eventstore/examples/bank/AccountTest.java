/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TEN;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.examples.bank.Account.Held;
import org.schemeless.eventstore.examples.bank.AccountEvent.Deposited;
import org.schemeless.eventstore.examples.bank.AccountEvent.Opened;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.testing.EventStoreTest;

class AccountTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory();

    @Test
    void what_an_account_holds_can_be_withdrawn() {
        store.given(Account.class, "alice", new Opened(ONE), new Deposited(TEN), new Withdrawn(ONE))
                .when(new Withdrawn(TEN))
                .stores(new Withdrawn(TEN))
                .leaves(new Held(true, ZERO));
    }

    @Test
    void an_account_is_never_overdrawn() {
        store.given(Account.class, "alice", new Opened(ONE))
                .when(new Withdrawn(TEN))
                .fails(OverdrawnException.class)
                .storesNothing();
    }

    @Test
    void what_another_withdraws_meanwhile_is_taken_into_account() {
        store.given(Account.class, "alice", new Opened(TEN))
                .whileAnotherAppends(new Withdrawn(ONE))
                .when(new Withdrawn(TEN))
                .fails(OverdrawnException.class)
                .inAttempts(2);
    }

    @Test
    void an_account_is_opened_once_whatever_notes_there_are() {
        store.given(Account.class, "alice").when(new Opened(ONE)).stores(new Opened(ONE));
        store.given(Account.class, "bob", new Opened(ONE))
                .when(new Opened(ONE))
                .fails(AccountExistsException.class)
                .storesNothing();
    }

    @Test
    void nothing_moves_on_an_account_that_is_not_open() {
        store.given(Account.class, "nobody")
                .when(new Deposited(ONE))
                .fails(UnknownAccountException.class)
                .storesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.00", "0.001", "1E9", "1000000000000000.00"})
    void what_is_no_amount_of_money_is_refused(String amount) {
        store.given(Account.class, "alice", new Opened(ONE))
                .when(new Deposited(new BigDecimal(amount)))
                .fails(InvalidAmountException.class)
                .storesNothing();
    }

    @Test
    void what_has_moved_either_way_is_turnover_and_what_an_account_was_opened_with_is_not() {
        store.given(Account.class, "alice", new Opened(ONE), new Deposited(TEN), new Withdrawn(ONE))
                .project(new TurnoverProjection())
                .view("alice")
                .isEqualTo(new Turnover(TEN.add(ONE)));
        store.given(Account.class, "bob", new Opened(ONE))
                .project(new TurnoverProjection())
                .view("bob")
                .isEmpty();
    }

    @Test
    void events_are_read_as_they_were_stored_before_there_were_classes() {
        store.stored("opened", 1, "{\"amount\":1.00}").readsAs(new Opened(ONE));
        store.stored("deposited", 1, "{\"amount\":1.00}").readsAs(new Deposited(ONE));
        store.stored("withdrawn", 1, "{\"amount\":1.00}").readsAs(new Withdrawn(ONE));
    }
}
