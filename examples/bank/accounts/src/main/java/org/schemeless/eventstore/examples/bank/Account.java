/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.examples.bank.Account.Held;
import org.schemeless.eventstore.examples.bank.AccountEvent.Opened;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Snapshot;

/** An account is opened once, and never holds less than nothing. A command is the event that is wanted. */
@Snapshot(every = 100)
@ApplicationScoped
public class Account implements Decider<AccountEvent, AccountEvent, Held> {

    static final String DOMAIN = "account";

    /** What an account has come to. */
    public record Held(boolean open, BigDecimal amount) {}

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public Held initial() {
        return new Held(false, BigDecimal.ZERO);
    }

    @Override
    public Held evolve(Held held, AccountEvent event) {
        BigDecimal change = event instanceof Withdrawn ? event.amount().negate() : event.amount();
        return new Held(true, held.amount().add(change));
    }

    @Override
    public List<AccountEvent> decide(AccountEvent wanted, Held held) {
        requireMoney(wanted.amount());
        if (held.open() == wanted instanceof Opened) {
            throw held.open() ? new AccountExistsException() : new UnknownAccountException();
        }
        if (evolve(held, wanted).amount().signum() < 0) {
            throw new OverdrawnException();
        }
        return List.of(wanted);
    }

    private static void requireMoney(BigDecimal amount) {
        boolean isMoney = amount != null && amount.signum() >= 0 && amount.scale() >= 0 && amount.scale() <= 2;
        if (!isMoney || amount.precision() > 17) {
            throw new InvalidAmountException();
        }
    }

    /** The teller's notes are in the same streams. */
    @Override
    public boolean skipsUnknownTypes() {
        return true;
    }
}
