/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.Snapshot;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.KeptCommand;

/** What a transaction has appended and not committed. The lock of its store guards it. */
final class InMemoryTransaction {

    private final List<Part> parts = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<StreamId, Integer> bases = new HashMap<>();
    private final Map<CommandKey, KeptCommand> commands = new HashMap<>();
    private final Set<StreamId> forgotten = new HashSet<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final InMemoryPersonalData.InTransaction personal = new InMemoryPersonalData.InTransaction();
    private boolean markedForRollback;

    /**
     * One append of it.
     *
     * @param before where the streams were that it checked, with what the transaction had appended before
     * @param committed where others saw them then
     */
    private record Part(Append append, Map<StreamId, Long> before, Map<StreamId, Long> committed) {

        /**
         * The first stream that others have moved since: one that was written, or one where another sequence was
         * expected.
         */
        Optional<ConcurrencyError> conflict(Map<StreamId, Long> committedNow) {
            Map<StreamId, Long> now = new HashMap<>();
            before.forEach(
                    (stream, sequence) -> now.put(stream, sequence + at(stream, committedNow) - at(stream, committed)));
            Map<StreamId, Long> written = new HashMap<>(now);
            append.streams().forEach(stream -> written.put(stream, at(stream, before)));
            return append.violated(now).or(() -> append.moved(written, now));
        }

        private static long at(StreamId stream, Map<StreamId, Long> sequences) {
            return Objects.requireNonNull(sequences.get(stream));
        }
    }

    void add(Append append, Map<StreamId, Long> before, Map<StreamId, Long> committed, List<StoredEvent> sequenced) {
        parts.add(new Part(append, before, committed));
        append.streams().forEach(stream -> bases.putIfAbsent(stream, Math.toIntExact(Part.at(stream, committed))));
        events.addAll(sequenced);
        if (append.command() != null) {
            commands.put(CommandKey.of(append.command()), KeptCommand.of(append, sequenced, before));
        }
    }

    Map<CommandKey, KeptCommand> commands() {
        return commands;
    }

    /** The streams whose snapshots go with its commit. */
    Set<StreamId> forgotten() {
        return forgotten;
    }

    /** What it has erased. */
    InMemoryPersonalData.InTransaction personal() {
        return personal;
    }

    /** What is kept once it has committed. */
    List<Snapshot> snapshots() {
        return snapshots;
    }

    void markForRollback() {
        markedForRollback = true;
    }

    boolean isMarkedForRollback() {
        return markedForRollback;
    }

    /** All its events, in the order in which they were appended. */
    List<StoredEvent> events() {
        return events;
    }

    Collection<Append> appends() {
        return parts.stream().map(Part::append).toList();
    }

    Set<StreamId> checkedStreams() {
        return parts.stream().flatMap(part -> part.before().keySet().stream()).collect(Collectors.toSet());
    }

    /** A stream as the transaction sees it: up to where it began to write, and then its own events. */
    List<StoredEvent> seen(StreamId stream, List<StoredEvent> committed) {
        Integer base = bases.get(stream);
        return base == null
                ? committed
                : Stream.concat(
                                committed.subList(0, base).stream(),
                                events.stream().filter(event -> event.stream().equals(stream)))
                        .toList();
    }

    Optional<ConcurrencyError> conflict(Map<StreamId, Long> committedNow) {
        return parts.stream()
                .map(part -> part.conflict(committedNow))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
