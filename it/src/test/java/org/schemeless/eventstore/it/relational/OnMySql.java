/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.schemeless.eventstore.it.tool.deployed.OnServer;

/** A test that also asks the database itself. */
abstract class OnMySql extends OnServer {

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    DataSource dataSource() {
        return dataSource;
    }

    /** The isolation that the build asked for, if the connections really have it. */
    boolean isRepeatableRead() {
        try (Connection connection = dataSource.getConnection()) {
            boolean repeatable = connection.getTransactionIsolation() == Connection.TRANSACTION_REPEATABLE_READ;
            assertThat(repeatable ? "REPEATABLE_READ" : "READ_COMMITTED")
                    .isEqualTo(System.getProperty("eventstore.it.isolation"));
            return repeatable;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until so many transactions wait for a lock. */
    void awaitLockWaits(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> lockWaits() == count);
    }

    private long lockWaits() {
        return number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'");
    }

    /** How many there were since the database was started. */
    long deadlocks() {
        return number("SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'");
    }

    private long number(String query) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
