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
import java.util.List;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.testing.account.AccountEvent.BonusGiven;
import org.schemeless.eventstore.testing.account.AccountEvent.Opened;

@ApplicationScoped
public class Bonus implements TypedSubscription<AccountEvent> {

    /** Whether an account has had it is told by its own event: so it does no harm if an event comes again. */
    private static final Fold<AccountEvent, Boolean> HAD =
            Folds.of(AccountEvent.class, false, (had, event) -> had || event instanceof BonusGiven);

    @Inject
    private EventStore store;

    @Inject
    private EventTypes types;

    Bonus() {}

    public Bonus(EventStore store, EventTypes types) {
        this.store = store;
        this.types = types;
    }

    @Override
    public String name() {
        return "bonus";
    }

    @Override
    public void handle(AccountEvent event, StoredEvent stored) {
        if (event instanceof Opened) {
            HAD.with(types).on(store, stored.stream()).decide(had -> had ? List.of() : List.of(new BonusGiven(ONE)));
        }
    }
}
