/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the events with tags that the current transaction has appended: what it appends itself moves no boundary
 * for it.
 */
@Dependent
public class TransactionTagRows {

    private static final Object KEY = TransactionTagRows.class;

    /** Absent without a container. */
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private @Nullable TransactionSynchronizationRegistry transactions;

    /** Takes note of events by their ids; there is a transaction. */
    public void add(Collection<String> ids) {
        if (transactions == null || ids.isEmpty()) {
            return;
        }
        Set<String> all = new HashSet<>(ids());
        all.addAll(ids);
        transactions.putResource(KEY, all);
    }

    /** The rows of all events that were added in the current transaction. */
    public Set<Long> of(Connection connection) throws SQLException {
        Set<String> ids = ids();
        return ids.isEmpty() ? Set.of() : new HashSet<>(TagRows.of(connection).ofEvents(ids));
    }

    @SuppressWarnings("unchecked") // nobody else has the key
    private Set<String> ids() {
        if (transactions == null || transactions.getTransactionKey() == null) {
            return Set.of();
        }
        Object all = transactions.getResource(KEY);
        return all == null ? Set.of() : (Set<String>) all;
    }
}
