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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;

/** The turnover of each account. {@link TurnoverSubscription} keeps it, a moment behind the events. */
@Stateless
public class Turnovers {

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    /** Adds what has moved on the account. */
    public void add(String account, BigDecimal amount) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        if (turnover == null) {
            turnover = new Turnover(account);
            entityManager.persist(turnover);
        }
        turnover.add(amount);
    }

    /** What has moved on the account, 0 if nothing has. */
    public BigDecimal of(String account) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        return turnover == null ? BigDecimal.ZERO : turnover.amount();
    }
}
