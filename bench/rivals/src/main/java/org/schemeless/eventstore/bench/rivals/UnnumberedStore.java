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
import org.schemeless.eventstore.StreamId;

/**
 * The event store while its log stands still: what its writers could do if there were no log. Each client shares a
 * lock with the others that the sequencer needs for itself, so that it rests until the last of them is gone.
 */
@ApplicationScoped
@Named("store-unnumbered")
class UnnumberedStore implements Rival {

    @Inject
    private StoreRival store;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    @Override
    public Client connect() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT position FROM eventstore_log FOR SHARE");
        }
        return new Client() {
            @Override
            public void append(StreamId stream, long sequence, List<String> payloads) {
                store.append(stream, sequence, payloads);
            }

            @Override
            public void close() throws SQLException {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.close();
            }
        };
    }
}
