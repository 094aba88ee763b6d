/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * Appends to one stream without a transaction: a statement that the database commits by itself is all or nothing, and
 * costs one round trip where a transaction costs five. The statement itself makes sure that the stream ends where it
 * was taken to end.
 */
@Dependent
public class AutoCommitAppend {

    private final Connections connections;

    @Inject
    AutoCommitAppend(Connections connections) {
        this.connections = connections;
    }

    /** Stores a batch, or leaves it to a transaction. */
    public AppendOutcome store(Append append) {
        if (append.command() != null) {
            return new AppendOutcome.NeedsTransaction();
        }
        Collection<StreamId> streams = append.checkedStreams();
        if (streams.size() > 1 || append.usesTags() || append.isPersonal()) {
            return new AppendOutcome.NeedsTransaction();
        }
        StreamId stream = streams.iterator().next();
        return connections.withoutTransaction(connection ->
                connection.getAutoCommit() ? store(connection, stream, append) : new AppendOutcome.NeedsTransaction());
    }

    private static AppendOutcome store(Connection connection, StreamId stream, Append append) throws SQLException {
        Optional<Long> last = last(connection, stream, append);
        if (last.isEmpty()) {
            return new AppendOutcome.NeedsTransaction();
        }
        List<StoredEvent> events = append.sequenced(Map.of(stream, last.get()));
        if (!EventInsert.isOneStatement(events)) {
            return new AppendOutcome.NeedsTransaction();
        }
        try {
            EventInsert.insertIfNext(connection, events);
        } catch (SQLException e) {
            if (!EventInsert.isElsewhere(e)) {
                throw e;
            }
            return refused(connection, stream, append, e);
        }
        return new AppendOutcome.Stored(AppendResult.stored(events));
    }

    /** Where the stream has to end; empty if it does not, as far as can be seen. */
    private static Optional<Long> last(Connection connection, StreamId stream, Append append) throws SQLException {
        ExpectedSequence.ForStream expected = append.expected().of(stream);
        if (expected instanceof ExpectedSequence.Exactly exactly) {
            return Optional.of(exactly.sequence());
        }
        long last = StreamHeads.of(connection, List.of(stream)).getOrDefault(stream, 0L);
        return expected.holds(last) ? Optional.of(last) : Optional.empty();
    }

    /**
     * If nothing of the batch can have been stored before, the stream is elsewhere: the first question of a transaction
     * is saved.
     */
    private static AppendOutcome refused(Connection connection, StreamId stream, Append append, SQLException refusal)
            throws SQLException {
        if (!append.claimedIds().isEmpty()) {
            return new AppendOutcome.NeedsTransaction();
        }
        return append.violated(StreamHeads.of(connection, List.of(stream)))
                .map(AppendOutcome.Refused::new)
                .orElseThrow(() -> new LostRaceException(refusal));
    }
}
