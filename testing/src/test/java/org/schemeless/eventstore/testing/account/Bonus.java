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

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;

@ApplicationScoped
public class Bonus implements TypedSubscription<AccountEvent> {

    @Inject
    private Decisions<AccountCommand, AccountEvent, BigDecimal> decisions;

    Bonus() {}

    public Bonus(Decisions<AccountCommand, AccountEvent, BigDecimal> decisions) {
        this.decisions = decisions;
    }

    @Override
    public String name() {
        return "bonus";
    }

    @Override
    public void handle(AccountEvent event, StoredEvent stored) {
        if (event instanceof Opened) {
            giveTo(stored.stream().identifier());
        }
    }

    /** Who has something already has had the bonus: so it does no harm if an event comes again. */
    private void giveTo(String account) {
        decisions.decide(
                Set.of(account),
                balances ->
                        balances.get(account).signum() > 0 ? Map.of() : Map.of(account, List.of(new Deposited(ONE))));
    }
}
