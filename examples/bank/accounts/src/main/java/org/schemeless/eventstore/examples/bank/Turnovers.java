/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.examples.bank.AccountEvent.Deposited;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.model.EventTypes;

/** The turnover of each account. {@link TurnoverSubscription} keeps it, a moment behind the events. */
@Stateless
public class Turnovers {

    @Inject
    private EventTypes types;

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    /** Adds what these events have moved. */
    public void add(List<StoredEvent> events) {
        for (StoredEvent event : events) {
            if (types.knows(event.type())) {
                types.read(event).forEach(object -> add(event.stream().identifier(), object));
            }
        }
    }

    private void add(String account, Object event) {
        if (event instanceof Deposited || event instanceof Withdrawn) {
            Turnover turnover = entityManager.find(Turnover.class, account);
            if (turnover == null) {
                turnover = new Turnover(account);
                entityManager.persist(turnover);
            }
            turnover.add(((AccountEvent) event).amount());
        }
    }

    /** What has moved on the account, 0 if nothing has. */
    public BigDecimal of(String account) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        return turnover == null ? BigDecimal.ZERO : turnover.amount();
    }
}
