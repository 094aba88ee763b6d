/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import java.math.BigDecimal;

public sealed interface AccountCommand {

    record Open(String currency) implements AccountCommand {}

    record Deposit(BigDecimal amount) implements AccountCommand {

        public Deposit {
            requireAboveZero(amount);
        }
    }

    record Withdraw(BigDecimal amount, String channel) implements AccountCommand {

        public Withdraw {
            requireAboveZero(amount);
        }
    }

    private static void requireAboveZero(BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("the amount is " + amount + "; it has to be above 0");
        }
    }
}
