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
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountEvent.BonusGiven;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;

class BonusTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build();

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(TYPES);

    private final Bonus bonus = new Bonus(store.eventStore(), TYPES);

    @Test
    void who_opens_an_account_gets_a_bonus_once() {
        store.given(bonus)
                .redelivered(2)
                .when("account", "42", new Opened("EUR"))
                .stores("account", "42", new BonusGiven(ONE));
    }

    @Test
    void who_has_withdrawn_it_gets_no_other() throws Exception {
        store.given(bonus).when("account", "42", new Opened("EUR")).succeeds();
        List<StoredEvent> delivered =
                store.eventStore().getAllEvents("account", "42").subList(0, 1);
        store.given(AccountDecider.class, "42").when(new Withdraw(ONE, "app")).stores(new Withdrawn(ONE, "app"));

        bonus.asSubscription(TYPES).handle(delivered);

        assertThat(store.eventStore().getAllEvents("account", "42"))
                .extracting(StoredEvent::type)
                .containsExactly("opened", "bonus-given", "withdrawn");
    }

    @Test
    void who_deposits_before_it_is_given_gets_it_too() {
        store.given(bonus)
                .when("account", "42", new Opened("EUR"), new Deposited(TEN))
                .stores("account", "42", new BonusGiven(ONE));
    }

    @Test
    void who_deposits_does_not() {
        store.given(bonus).when("account", "42", new Deposited(TEN)).storesNothing();
    }
}
