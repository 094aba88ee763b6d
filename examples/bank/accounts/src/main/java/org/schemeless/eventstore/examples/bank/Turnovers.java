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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/**
 * The turnover of each account, a moment behind its events. Events are added exactly once: the turnovers are written in the
 * transaction in which the subscription moves on.
 */
@ApplicationScoped
public class Turnovers implements Subscription {

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    @Override
    public String name() {
        return "turnovers";
    }

    @Override
    public Set<String> domains() {
        return Set.of(Accounts.DOMAIN);
    }

    @Override
    public Set<String> types() {
        return Set.of(Accounts.DEPOSITED, Accounts.WITHDRAWN);
    }

    @Override
    public void handle(List<StoredEvent> events) {
        for (StoredEvent event : events) {
            String account = event.stream().identifier();
            Turnover turnover = entityManager.find(Turnover.class, account);
            if (turnover == null) {
                turnover = new Turnover(account);
                entityManager.persist(turnover);
            }
            turnover.add(event.payloadAs(Money.class).amount());
        }
    }

    /** What has moved on the account, 0 if nothing has. */
    public BigDecimal of(String account) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        return turnover == null ? BigDecimal.ZERO : turnover.amount();
    }
}
