/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;

/**
 * The event store while its log stands still: what its writers could do if there were no log. As long as it has
 * clients, it holds the lock that the sequencer needs.
 */
@ApplicationScoped
@Named("store-unnumbered")
class UnnumberedStore implements Rival {

    @Inject
    private StoreRival store;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    private int clients;
    private @Nullable Connection lock;

    @Override
    public synchronized Client connect() throws SQLException {
        if (lock == null) {
            lock = locked();
        }
        clients++;
        return new Client() {
            @Override
            public void append(StreamId stream, long sequence, List<String> payloads) {
                store.append(stream, sequence, payloads);
            }

            @Override
            public void close() throws SQLException {
                leave();
            }
        };
    }

    private Connection locked() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT position FROM eventstore_log FOR UPDATE");
        }
        return connection;
    }

    private synchronized void leave() throws SQLException {
        clients--;
        if (clients == 0 && lock != null) {
            lock.rollback();
            lock.setAutoCommit(true);
            lock.close();
            lock = null;
        }
    }
}
