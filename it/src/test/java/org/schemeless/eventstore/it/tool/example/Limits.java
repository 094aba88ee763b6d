/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;

/** Decides on limits in a transaction. */
@Stateless
public class Limits {

    @Inject
    private Decisions<BigDecimal, Limit.Raised, Limit.Raised> decisions;

    @PersistenceContext(unitName = "accounts")
    private EntityManager entityManager;

    @EJB
    private Limits self;

    /** Raises the limit, with a posting of it; decided again, in a new transaction, after a lost race. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Decision<Limit.Raised> raiseWithPosting(String account, BigDecimal limit) {
        return decisions.storedIn(self::store).decide(account, limit, Attempts.upTo(50));
    }

    /** The transaction of one attempt. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void store(Supplier<Map<String, Decision<Limit.Raised>>> append) {
        append.get()
                .forEach((account, decision) -> decision.events()
                        .forEach(event -> entityManager.persist(
                                new Posting(account, decision.state().limit()))));
    }

    /** Has another limit stand in the snapshot than in the events; the sequence of the snapshot. */
    public String falsifySnapshot(String account, BigDecimal limit) {
        entityManager
                .createNativeQuery("UPDATE eventstore_snapshot SET state = ? WHERE domain = ? AND identifier = ?")
                .setParameter(1, "{\"limit\":" + limit + ",\"currency\":\"EUR\"}")
                .setParameter(2, Limit.DOMAIN)
                .setParameter(3, account)
                .executeUpdate();
        return ""
                + entityManager
                        .createNativeQuery(
                                "SELECT sequence FROM eventstore_snapshot WHERE domain = ? AND identifier = ?")
                        .setParameter(1, Limit.DOMAIN)
                        .setParameter(2, account)
                        .getSingleResult();
    }

    /** The sequence after it, or why so many attempts are refused. */
    public String raise(String account, BigDecimal limit, int attempts) {
        try {
            return ""
                    + decisions.decide(account, limit, Attempts.upTo(attempts)).sequence();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
