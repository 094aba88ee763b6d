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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.read.TagRows;
import org.schemeless.eventstore.jpa.read.TransactionTagRows;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.jpa.table.TagSlots;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.Parts;

/**
 * Keeps rules that rest on tags: whoever writes events with a tag, or rests on one, has its slot from before the rows
 * of the events are numbered until the commit. So nobody commits events with these tags between the check and the
 * commit, and the rows of a tag are committed in the order of their numbers. An append without tags passes all of this
 * by.
 */
@Dependent
class BoundaryGuard {

    /** With more, databases estimate instead of looking, and might read the whole table. */
    private static final int SLOTS_PER_QUERY = 200;

    /** By the primary key, whatever the database thinks of the size of the table; H2 reads the hint as a comment. */
    private static final String LOCK = "SELECT slot FROM eventstore_boundary /*! FORCE INDEX (PRIMARY) */"
            + " WHERE slot IN (%s) ORDER BY slot FOR UPDATE";

    private final Connections connections;
    private final TransactionTagRows transactionRows;

    @Inject
    BoundaryGuard(Connections connections, TransactionTagRows transactionRows) {
        this.connections = connections;
        this.transactionRows = transactionRows;
    }

    /** The statement that locks so many slots. */
    static String lockText(int slots) {
        return LOCK.formatted(String.join(",", Collections.nCopies(slots, "?")));
    }

    /** Waits until no other transaction has the tags of this append, and takes them until this transaction ends. */
    void lock(Append append) {
        if (append.usesTags()) {
            lock(append.guardedTags());
        }
    }

    /** The same for tags of which the appends are yet to come. */
    void lock(Set<Tag> tags) {
        List<Integer> slots = TagSlots.of(tags);
        connections.use(connection -> {
            for (List<Integer> some : Parts.of(slots, SLOTS_PER_QUERY)) {
                lock(connection, some);
            }
            return slots;
        });
    }

    private static void lock(Connection connection, List<Integer> slots) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lockText(slots.size()))) {
            for (int i = 0; i < slots.size(); i++) {
                statement.setInt(i + 1, slots.get(i));
            }
            statement.executeQuery().close();
        }
    }

    /**
     * Whether others have committed an event in the way of the append, which has locked its tags.
     *
     * @throws InvalidEventException if the mark is none that this store can have given
     */
    Optional<ConcurrencyError> moved(Append append) {
        return append.boundary().flatMap(boundary -> connections.use(connection -> moved(connection, boundary)));
    }

    private Optional<ConcurrencyError> moved(Connection connection, ExpectedSequence.NothingNew boundary)
            throws SQLException {
        TagRows rows = TagRows.latest(connection);
        List<EventQuery.Item> items = boundary.query().items();
        List<Long> seen = boundary.mark().places();
        Boundary.Mark now = rows.last(boundary.query(), seen);
        requireOwnMark(boundary, now);
        if (now.places().equals(seen)) {
            return Optional.empty();
        }
        Set<Long> ownRows = transactionRows.of(connection);
        SortedSet<Long> found = new TreeSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (now.places().get(i) > seen.get(i)) {
                found.addAll(rows.matching(items.get(i), seen.get(i), ownRows.size() + 1));
            }
        }
        found.removeAll(ownRows);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BoundaryMovedError(rows.events(List.of(found.first())).get(0)));
    }

    private static void requireOwnMark(ExpectedSequence.NothingNew boundary, Boundary.Mark now) {
        if (!boundary.mark().store().equals(now.store())) {
            throw new InvalidEventException(
                    "nothingNew", "has a mark of another store", "a mark that this store has given");
        }
        List<Long> seen = boundary.mark().places();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i) < 0 || now.places().get(i) < seen.get(i)) {
                throw new InvalidEventException(
                        "nothingNew",
                        "has a mark of which the store knows nothing, for "
                                + boundary.query().items().get(i).first(),
                        "a mark that this store has given, of a transaction that was committed");
            }
        }
    }

    /** Writes the tags of events that the current transaction has just written. */
    void write(List<StoredEvent> events, AppendScope scope) {
        List<StoredEvent> tagged =
                events.stream().filter(event -> !event.tags().isEmpty()).toList();
        if (tagged.isEmpty()) {
            return;
        }
        connections.use(connection -> {
            TagInsert.insert(connection, tagged);
            return tagged;
        });
        if (scope == AppendScope.CALLERS_TRANSACTION) {
            transactionRows.add(tagged.stream().map(StoredEvent::id).toList());
        }
    }
}
