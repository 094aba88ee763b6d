/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.bench.rivals.hand.HandBooking;

/** The store in a transaction of an application that persists an entity besides. */
@ApplicationScoped
@Named("store-in-transaction")
class StoreInTransaction implements Rival, Client {

    @Inject
    private StoreRival store;

    @Inject
    private CallersTransaction transaction;

    @PersistenceContext(unitName = "by-hand")
    private EntityManager entityManager;

    @Override
    public Client connect() {
        return this;
    }

    @Override
    public void append(StreamId stream, long sequence, List<String> payloads) throws Exception {
        transaction.of(() -> {
            store.append(stream, sequence, payloads);
            entityManager.persist(HandBooking.of(stream.identifier(), BigDecimal.ONE));
            return payloads;
        });
    }
}
