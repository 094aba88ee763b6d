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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

@Stateless
public class PlainAccounts {

    public record Moved(BigDecimal amount) {}

    @EJB
    private EventStore store;

    @PersistenceContext(unitName = "accounts")
    private EntityManager entityManager;

    /** The event and the entity are stored together, or neither is; once for an order, however often it is sent. */
    public void deposit(String account, BigDecimal amount, String order) {
        long seen = store.getStreamSequence("account", account);
        NewEvent deposited = NewEvent.in("account", account, "deposited")
                .id(order + "-deposit")
                .payload(new Moved(amount))
                .correlationId(order)
                .build();
        AppendResult stored = store.storeEvents(List.of(deposited), ExpectedSequence.exactly(seen));
        if (!stored.replayed()) {
            entityManager.persist(new Posting(account, amount));
        }
    }

    public BigDecimal balance(String account) {
        return store.getAllEvents("account", account).stream()
                .map(PlainAccounts::moved)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal moved(StoredEvent event) {
        return switch (event.type()) {
            case "deposited" -> event.payloadAs(Moved.class).amount();
            case "withdrawn" -> event.payloadAs(Moved.class).amount().negate();
            default -> BigDecimal.ZERO;
        };
    }
}
