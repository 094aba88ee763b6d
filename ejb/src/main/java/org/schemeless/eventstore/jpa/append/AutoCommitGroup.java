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
import java.util.List;
import java.util.Optional;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.jpa.read.StreamHeads;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendGroup;
import org.schemeless.eventstore.spi.AppendOutcome;
import org.schemeless.eventstore.spi.GroupKey;
import org.schemeless.eventstore.spi.LostRaceException;

/**
 * Small appends of several callers by one statement that the database commits by itself. It makes sure that the streams
 * are where they were taken to be, or fails as a whole: where the callers expect them, or, if they do not say so or are
 * not right, where they were seen right before.
 */
@Dependent
public class AutoCommitGroup {

    private static final int EVENTS = 100;

    /** The most characters of an append, so that one statement can hold any group. */
    private static final int CHARACTERS = EventInsert.CHARACTERS / EVENTS;

    /** Larger ones gain nothing by company, and would make it wait. */
    private static final int EVENTS_OF_ONE = 25;

    private static final GroupKey KEY = new GroupKey("small appends", EVENTS);

    private final Connections connections;

    @Inject
    AutoCommitGroup(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#groupKey */
    public static Optional<GroupKey> groupKey(Append append) {
        return append.command() == null
                        && append.claimedIds().isEmpty()
                        && append.checkedOnly().isEmpty()
                        && !append.usesTags()
                        && !append.isPersonal()
                        && append.events().size() <= EVENTS_OF_ONE
                        && append.events().stream()
                                        .mapToLong(NewEvent::characters)
                                        .sum()
                                < CHARACTERS
                ? Optional.of(KEY)
                : Optional.empty();
    }

    /** Stores what holds of the group, or leaves each of its appends to a transaction. */
    public List<AppendOutcome> store(AppendGroup group) {
        return connections.withoutTransaction(
                connection -> connection.getAutoCommit() ? store(connection, group) : group.needTransaction());
    }

    private static List<AppendOutcome> store(Connection connection, AppendGroup group) throws SQLException {
        Optional<AppendGroup.Sequenced> expected = group.expectedSequences().map(group::sequenced);
        if (expected.isPresent() && refusal(connection, expected.get()).isEmpty()) {
            return expected.get().outcomes();
        }
        AppendGroup.Sequenced sequenced = group.sequenced(StreamHeads.of(connection, group.checkedStreams()));
        Optional<SQLException> refusal =
                sequenced.events().isEmpty() ? Optional.empty() : refusal(connection, sequenced);
        if (refusal.isPresent()) {
            throw new LostRaceException(refusal.get());
        }
        return sequenced.outcomes();
    }

    /** Why nothing was written: a stream is elsewhere. */
    private static Optional<SQLException> refusal(Connection connection, AppendGroup.Sequenced sequenced)
            throws SQLException {
        try {
            EventInsert.insertIfNext(connection, EventInsert.streamByStream(sequenced.events()));
            return Optional.empty();
        } catch (SQLException e) {
            if (EventInsert.isElsewhere(e)) {
                return Optional.of(e);
            }
            throw e;
        }
    }
}
