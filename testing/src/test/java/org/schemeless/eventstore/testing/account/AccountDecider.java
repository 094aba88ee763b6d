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
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Open;
import org.schemeless.eventstore.testing.account.AccountCommand.Withdraw;
import org.schemeless.eventstore.testing.account.AccountEvent.BonusGiven;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;

@Snapshot(every = 200, shape = "1")
@ApplicationScoped
public class AccountDecider implements Decider<AccountCommand, AccountEvent, BigDecimal> {

    @Override
    public String domain() {
        return "account";
    }

    @Override
    public BigDecimal initial() {
        return BigDecimal.ZERO;
    }

    @Override
    public BigDecimal evolve(BigDecimal balance, AccountEvent event) {
        if (event instanceof Deposited deposited) {
            return balance.add(deposited.amount());
        }
        if (event instanceof BonusGiven bonus) {
            return balance.add(bonus.amount());
        }
        return event instanceof Withdrawn withdrawn ? balance.subtract(withdrawn.amount()) : balance;
    }

    @Override
    public List<AccountEvent> decide(AccountCommand command, BigDecimal balance) {
        if (command instanceof Open open) {
            return List.of(new Opened(open.currency()));
        }
        if (command instanceof Deposit deposit) {
            return List.of(new Deposited(deposit.amount()));
        }
        Withdraw withdraw = (Withdraw) command;
        if (balance.compareTo(withdraw.amount()) < 0) {
            throw new Overdrawn();
        }
        return List.of(new Withdrawn(withdraw.amount(), withdraw.channel()));
    }
}
