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
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.model.Decider;

/** An account holds what its events have come to, never less than nothing. A command is the event that is wanted. */
@ApplicationScoped
public class Account implements Decider<AccountEvent, AccountEvent, BigDecimal> {

    static final String DOMAIN = "account";

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public BigDecimal initial() {
        return BigDecimal.ZERO;
    }

    @Override
    public BigDecimal evolve(BigDecimal balance, AccountEvent event) {
        return event instanceof Withdrawn ? balance.subtract(event.amount()) : balance.add(event.amount());
    }

    @Override
    public List<AccountEvent> decide(AccountEvent wanted, BigDecimal balance) {
        if (evolve(balance, wanted).signum() < 0) {
            throw new OverdrawnException();
        }
        return List.of(wanted);
    }

    /** The teller's notes are in the same streams. */
    @Override
    public boolean skipsUnknownTypes() {
        return true;
    }
}
