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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schemeless.eventstore.Append;
import org.schemeless.eventstore.AppendGroup;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.LostRaceException;
import org.schemeless.eventstore.NewEvent;

/**
 * Small appends of several callers by one statement that the database commits by itself. Where the streams are is read right
 * before, on the same connection: what was seen there is committed and never goes away, so no stream can get a gap, and
 * whoever moves a stream on meanwhile makes the statement fail as a whole.
 */
@Dependent
class GroupAppend {

    private static final int EVENTS = 100;

    /** Of an append, so that one statement can hold any group. */
    private static final int CHARACTERS = EventInsert.CHARACTERS / EVENTS;

    /** Larger ones gain nothing by company, and would make it wait. */
    private static final int EVENTS_OF_ONE = 25;

    private static final AppendGroup.Lane LANE = new AppendGroup.Lane("small appends", EVENTS);

    private final Connections connections;

    @Inject
    GroupAppend(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.EventStorage#lane */
    static Optional<AppendGroup.Lane> lane(Append append) {
        return append.claimedIds().isEmpty()
                        && append.events().size() <= EVENTS_OF_ONE
                        && append.events().stream()
                                        .mapToLong(NewEvent::characters)
                                        .sum()
                                < CHARACTERS
                ? Optional.of(LANE)
                : Optional.empty();
    }

    /** @see org.schemeless.eventstore.EventStorage#appendTogether */
    Optional<List<Supplier<AppendResult>>> store(AppendGroup group) {
        return connections.alone(
                connection -> connection.getAutoCommit() ? Optional.of(store(connection, group)) : Optional.empty());
    }

    private static List<Supplier<AppendResult>> store(Connection connection, AppendGroup group) throws SQLException {
        AppendGroup.Decision decision = group.decided(StreamHeads.of(connection, group.checkedStreams()));
        try {
            EventInsert.insert(connection, JpaEventStorage.streamByStream(decision.events()), written -> {});
        } catch (SQLException e) {
            if (UniqueViolation.of(e).isPresent()) {
                throw new LostRaceException(e);
            }
            throw e;
        }
        return decision.answers();
    }
}
