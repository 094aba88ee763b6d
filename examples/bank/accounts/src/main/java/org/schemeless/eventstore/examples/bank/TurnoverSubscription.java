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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.examples.bank.AccountEvent.Moved;
import org.schemeless.eventstore.model.TypedSubscription;

/**
 * Keeps the turnovers. Each event is added exactly once: the turnovers are written in the transaction in which the
 * subscription moves on. A session bean writes them, since the store's own one calls this, and Payara Server looks for
 * a persistence unit in the module of the session bean that was called last.
 */
@ApplicationScoped
public class TurnoverSubscription implements TypedSubscription<Moved> {

    /** Not before it is needed: Open Liberty starts the store's module before this one. */
    @Inject
    private Instance<Turnovers> turnovers;

    @Override
    public String name() {
        return "turnovers";
    }

    @Override
    public Set<String> domains() {
        return Set.of(Account.DOMAIN);
    }

    @Override
    public void handle(Moved event, StoredEvent stored) {
        turnovers.get().add(stored.stream().identifier(), event.amount());
    }
}
