/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lends connections to what is written in SQL, for which EclipseLink would only take time. */
@Dependent
class Connections {

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    /** Absent without a container. */
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private @Nullable TransactionSynchronizationRegistry transactions;

    private final EntityManager entityManager;

    @Inject
    Connections(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Without a container. */
    Connections(EntityManager entityManager, DataSource source) {
        this.entityManager = entityManager;
        this.source = source;
    }

    /** Work with a connection. Its errors leave as {@link PersistenceException}, like those of JPA. */
    interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /** On the connection of the current transaction, which JPA uses as well; without one, on one from the pool. */
    <T> T use(Work<T> work) {
        Connection joined = mayBeJoined() ? entityManager.unwrap(Connection.class) : null;
        return joined == null ? alone(work) : on(joined, work);
    }

    /**
     * Whether there may be a transaction. Without one the entity manager is not asked: Payara then unwraps a manager that all threads
     * share, and a call of one thread closes it while another one uses it.
     */
    private boolean mayBeJoined() {
        return transactions == null || transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** On a connection from the pool, while there is no transaction: each statement is committed by itself. */
    <T> T alone(Work<T> work) {
        try (Connection connection = lent()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Payara's pool, when all its connections break at once, now and then fails itself (IllegalStateException of its timer). */
    private Connection lent() throws SQLException {
        try {
            return source.getConnection();
        } catch (IllegalStateException e) {
            throw new SQLTransientConnectionException("the pool of connections failed", e);
        }
    }

    private static <T> T on(Connection connection, Work<T> work) {
        try {
            return work.with(connection);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
