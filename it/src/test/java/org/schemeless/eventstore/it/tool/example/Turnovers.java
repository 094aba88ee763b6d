/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;

/** The session bean that the guide's subscription calls. */
@Stateless
public class Turnovers {

    @PersistenceContext(unitName = "accounts")
    private EntityManager entityManager;

    public void add(List<StoredEvent> events) {
        events.stream()
                .filter(event -> event.type().equals("deposited"))
                .forEach(event -> of(event.stream().identifier())
                        .add(event.payloadAs(PlainAccounts.Moved.class).amount()));
    }

    private Turnover of(String account) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        if (turnover == null) {
            turnover = new Turnover(account);
            entityManager.persist(turnover);
        }
        return turnover;
    }

    public BigDecimal amount(String account) {
        Turnover turnover = entityManager.find(Turnover.class, account);
        return turnover == null ? BigDecimal.ZERO : turnover.amount();
    }

    public List<String> postings(String account) {
        return entityManager
                .createQuery("SELECT p FROM Posting p WHERE p.account = :account", Posting.class)
                .setParameter("account", account)
                .getResultStream()
                .map(Posting::toString)
                .toList();
    }
}
