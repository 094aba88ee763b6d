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
import static java.math.BigDecimal.ZERO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;
import org.schemeless.eventstore.testing.account.Turnover.Sum;

class TurnoverTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build());

    @Test
    void what_came_in_and_went_out_is_summed_up() {
        store.given(AccountDecider.class, "42", new Opened("EUR"), new Deposited(TEN), new Withdrawn(ONE, "app"))
                .project(new Turnover())
                .view("42")
                .isEqualTo(new Sum(TEN, ONE))
                .view("43")
                .isEmpty();
    }

    @Test
    void an_account_that_was_opened_only_has_none() {
        store.given(AccountDecider.class, "42", new Opened("EUR"))
                .project(new Turnover())
                .view("42")
                .isEmpty();
    }

    @Test
    void what_an_earlier_release_has_stored_counts() {
        store.eventStore()
                .storeEvents(List.of(NewEvent.in("account", "42", "withdrawn")
                        .payloadJson("{\"amount\":1}")
                        .build()));
        store.project(new Turnover()).view("42").isEqualTo(new Sum(ZERO, ONE));
    }
}
