/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Map;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;

@ApplicationScoped
public class Accounts {

    @Inject
    private Decisions<AccountCommand, AccountEvent, BigDecimal> decisions;

    /** The balance after it. */
    public BigDecimal withdraw(String account, BigDecimal amount, String order) {
        return decisions
                .decide(account, new Withdraw(amount, "app"), Attempts.upTo(5).correlation(order))
                .state();
    }

    /** However often the request comes, it is withdrawn once: the balance after the first time. */
    public BigDecimal withdrawOnce(String account, BigDecimal amount, String request) {
        return decisions
                .decide(
                        account,
                        new Withdraw(amount, "app"),
                        Attempts.byDefault().command(request))
                .state();
    }

    /** Both, or neither. */
    public void transfer(String from, String to, BigDecimal amount) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("account " + from + " cannot transfer to itself");
        }
        decisions.decide(Map.of(from, new Withdraw(amount, "transfer"), to, new Deposit(amount)));
    }
}
