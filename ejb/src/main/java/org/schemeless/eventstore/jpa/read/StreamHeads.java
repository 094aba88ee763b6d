/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Parts;

/** The last sequence of streams, each found by one step in the index, whatever the length of the stream. */
@Dependent
public class StreamHeads {

    /** What follows SELECT to ask for the last sequence of the stream of these names. */
    static final String LAST = " sequence FROM eventstore_event WHERE domain = ? AND identifier = ?"
            + " ORDER BY domain, identifier, sequence DESC LIMIT 1";

    private static final int STREAMS_PER_QUERY = 100;

    private final Connections connections;

    @Inject
    StreamHeads(Connections connections) {
        this.connections = connections;
    }

    /** The last sequences as this transaction sees them; 0 for a stream without events. */
    public Map<StreamId, Long> of(Collection<StreamId> streams) {
        return connections.use(connection -> read(connection, streams, ""));
    }

    /** The same on this connection. */
    public static Map<StreamId, Long> of(Connection connection, Collection<StreamId> streams) throws SQLException {
        return read(connection, streams, "");
    }

    /**
     * The last sequences as they are committed now, whatever the snapshot of this transaction shows; others wait for
     * its end before they append to these streams. For MySQL and MariaDB only.
     */
    public Map<StreamId, Long> latest(Collection<StreamId> streams) {
        return connections.use(connection -> read(connection, streams, EventReads.LATEST));
    }

    private static Map<StreamId, Long> read(Connection connection, Collection<StreamId> streams, String lock)
            throws SQLException {
        List<StreamId> all = List.copyOf(streams);
        Map<StreamId, Long> heads = new HashMap<>();
        all.forEach(stream -> heads.put(stream, 0L));
        for (List<StreamId> some : Parts.of(all, STREAMS_PER_QUERY)) {
            read(connection, some, lock, heads);
        }
        return heads;
    }

    private static void read(Connection connection, List<StreamId> streams, String lock, Map<StreamId, Long> heads)
            throws SQLException {
        String sql = IntStream.range(0, streams.size())
                .mapToObj(i -> "(SELECT " + i + "," + LAST + lock + ")")
                .collect(Collectors.joining(" UNION ALL "));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (StreamId stream : streams) {
                query.setString(parameter++, stream.domain());
                query.setString(parameter++, stream.identifier());
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    heads.put(streams.get(rows.getInt(1)), rows.getLong(2));
                }
            }
        }
    }

    /** Whether reads of this transaction come from a snapshot that may be older than what is committed now. */
    public boolean mayBeOld() {
        return connections.use(
                connection -> connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED);
    }
}
