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

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;

class BonusTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(TYPES);

    private final Decisions<AccountCommand, AccountEvent, BigDecimal> decisions =
            Decisions.of(store.eventStore(), new AccountDecider(), TYPES);

    @Test
    void who_opens_an_account_gets_a_bonus_once() {
        store.given(new Bonus(decisions))
                .redelivered(2)
                .when("account", "42", new Opened("EUR"))
                .stores("account", "42", new Deposited(ONE));
    }

    @Test
    void who_deposits_does_not() {
        store.given(new Bonus(decisions))
                .when("account", "42", new Deposited(TEN))
                .storesNothing();
    }
}
