/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * Rows at the next sequence of streams that an append checks and does not write to. They are inserted among its events,
 * in the one order of all streams, and deleted by the same transaction, so that nobody ever reads one; but the unique
 * constraint keeps their place until the transaction ends. Who appends to such a stream meanwhile waits for that; who
 * has done so and not committed is waited for; where somebody has committed the insert fails.
 */
final class Placeholders {

    private static final String TYPE = "placeholder";

    private Placeholders() {}

    static List<StoredEvent> of(SortedMap<StreamId, Long> checkedOnly) {
        return checkedOnly.entrySet().stream().map(Placeholders::after).toList();
    }

    private static StoredEvent after(Map.Entry<StreamId, Long> stream) {
        return new StoredEvent(
                TYPE + "-" + UUID.randomUUID(),
                stream.getKey(),
                stream.getValue() + 1,
                null,
                TYPE,
                JsonText.of(null),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    /** Each is deleted by its unique id alone: a statement for several could lock rows of others. */
    static void delete(Connection connection, List<StoredEvent> placeholders) throws SQLException {
        if (placeholders.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM eventstore_event WHERE event_id = ?")) {
            for (StoredEvent placeholder : placeholders) {
                delete.setString(1, placeholder.id());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
