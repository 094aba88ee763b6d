/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lends connections to what is written in SQL, for which EclipseLink would only take time. */
@Dependent
public class Connections {

    private static final Logger LOG = System.getLogger(Connections.class.getName());

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    /** Absent without a container. */
    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private @Nullable TransactionSynchronizationRegistry transactions;

    private final EntityManager entityManager;
    private final ClosedDatabase closed;

    @Inject
    Connections(@EventStoreUnit EntityManager entityManager, ClosedDatabase closed) {
        this.entityManager = entityManager;
        this.closed = closed;
    }

    /** Without a container. */
    Connections(EntityManager entityManager, DataSource source) {
        this(entityManager, new ClosedDatabase());
        this.source = source;
    }

    /** Work with a connection. Its errors leave as {@link PersistenceException}, like those of JPA. */
    public interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /**
     * The work on the connection of the current transaction, which JPA uses as well; without one, on one from the pool.
     */
    public <T> T use(Work<T> work) {
        Connection joined = mayBeJoined() ? entityManager.unwrap(Connection.class) : null;
        return joined == null ? withoutTransaction(work) : on(joined, work);
    }

    /**
     * Whether there may be a transaction. Without one the entity manager is not asked: Payara then unwraps a manager
     * that all threads share, and a call of one thread closes it while another one uses it.
     */
    private boolean mayBeJoined() {
        return transactions == null || transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** The work on a connection from the pool, while there is no transaction: each statement is committed by itself. */
    public <T> T withoutTransaction(Work<T> work) {
        try (Connection connection = lent()) {
            closed.mend(connection);
            return watched(connection, work);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private <T> T watched(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.with(connection);
            closed.used(connection, source);
            return result;
        } catch (SQLException e) {
            closed.failed(connection, source, e);
            throw e;
        }
    }

    /**
     * What failed elsewhere, in JPA or at the end of a transaction, may have failed since H2 has closed the database.
     */
    public void failed(RuntimeException failure) {
        if (ClosedDatabase.isToldBy(failure)) {
            try {
                use(connection -> {
                    closed.failed(connection, source, failure);
                    return connection;
                });
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "no connection tells now whether the database is closed", e);
            }
        }
    }

    /**
     * Payara's pool, when all its connections break at once, now and then fails itself (IllegalStateException of its
     * timer).
     */
    private Connection lent() throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            closed.notLent(source, e);
            throw e;
        } catch (IllegalStateException e) {
            throw new SQLTransientConnectionException("the pool of connections failed", e);
        }
    }

    private <T> T on(Connection connection, Work<T> work) {
        try {
            return watched(connection, work);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
