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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;

/** As many tests of a decider as an application may have; docs/model.md states how long they take. */
class HundredTestsTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(EventTypes.builder()
            .classes(AccountEvent.class)
            .upcasters(new AccountUpcasts())
            .build());

    @RepeatedTest(100)
    void what_is_there_can_be_withdrawn_while_others_withdraw(RepetitionInfo repetition) {
        BigDecimal amount = BigDecimal.valueOf(repetition.getCurrentRepetition());

        store.given(AccountDecider.class, "42", new Deposited(amount), new Deposited(TEN))
                .whileAnotherAppends(new Withdrawn(ONE, "desk"))
                .when(new Withdraw(amount, "app"))
                .stores(new Withdrawn(amount, "app"))
                .leaves(BigDecimal.valueOf(9))
                .inAttempts(2);
    }
}
