/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.StreamId;

/** The last sequence of streams, each found by one step in the index, whatever the length of the stream. */
@Dependent
class StreamHeads {

    private static final int STREAMS_PER_QUERY = 100;

    private final EntityManager entityManager;

    @Inject
    StreamHeads(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** As this transaction sees them; 0 for a stream without events. */
    Map<StreamId, Long> of(Collection<StreamId> streams) {
        return read(streams, "");
    }

    /**
     * As they are committed now, whatever the snapshot of this transaction shows; others wait for its end before they append
     * to these streams. For MySQL and MariaDB only.
     */
    Map<StreamId, Long> latest(Collection<StreamId> streams) {
        return read(streams, EventQueries.LATEST);
    }

    private Map<StreamId, Long> read(Collection<StreamId> streams, String lock) {
        List<StreamId> all = List.copyOf(streams);
        Map<StreamId, Long> heads = new HashMap<>();
        all.forEach(stream -> heads.put(stream, 0L));
        for (int from = 0; from < all.size(); from += STREAMS_PER_QUERY) {
            read(all.subList(from, Math.min(all.size(), from + STREAMS_PER_QUERY)), lock, heads);
        }
        return heads;
    }

    private void read(List<StreamId> streams, String lock, Map<StreamId, Long> heads) {
        String sql = IntStream.range(0, streams.size())
                .mapToObj(i -> "(SELECT " + i + ", sequence FROM eventstore_event WHERE domain = ?" + (2 * i + 1)
                        + " AND identifier = ?" + (2 * i + 2)
                        + " ORDER BY domain, identifier, sequence DESC LIMIT 1" + lock + ")")
                .collect(Collectors.joining(" UNION ALL "));
        Query query = entityManager.createNativeQuery(sql);
        for (int i = 0; i < streams.size(); i++) {
            query.setParameter(2 * i + 1, streams.get(i).domain());
            query.setParameter(2 * i + 2, streams.get(i).identifier());
        }
        for (Object row : query.getResultList()) {
            Object[] columns = (Object[]) row;
            heads.put(streams.get(((Number) columns[0]).intValue()), ((Number) columns[1]).longValue());
        }
    }

    /** Whether reads of this transaction come from a snapshot that may be older than what is committed now. */
    boolean mayBeOld() {
        try {
            return entityManager.unwrap(Connection.class).getTransactionIsolation()
                    > Connection.TRANSACTION_READ_COMMITTED;
        } catch (SQLException e) {
            throw new EventStoreUnavailableException("the database connection does not tell its isolation", e);
        }
    }
}
