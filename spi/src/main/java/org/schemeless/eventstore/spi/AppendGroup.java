/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * From the service to a storage: one append, or several of callers who know nothing of each other, to be stored by
 * one commit. They stand in the order in which they come about: each finds the streams as those before it leave them.
 */
public record AppendGroup(List<Append> appends) {

    public AppendGroup {
        appends = List.copyOf(appends);
    }

    /** An append that goes by itself. */
    public static AppendGroup of(Append append) {
        return new AppendGroup(List.of(append));
    }

    /** Whether this is an append that goes by itself. */
    public boolean isSingle() {
        return appends.size() == 1;
    }

    /**
     * The append that goes by itself.
     *
     * @throws IllegalStateException if there are others: a group comes without a transaction only
     */
    public Append single() {
        if (!isSingle()) {
            throw new IllegalStateException("a group of " + appends.size() + " appends is no single one");
        }
        return appends.get(0);
    }

    /**
     * What a group comes to.
     *
     * @param events to be written: those of the appends that hold, in their order
     * @param outcomes one for each append, true as soon as the events are committed: stored, or refused by a conflict
     */
    public record Sequenced(List<StoredEvent> events, List<AppendOutcome> outcomes) {

        public Sequenced {
            events = List.copyOf(events);
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The streams whose sequence has to be known, in the one order in which all appends take them. */
    public SortedSet<StreamId> checkedStreams() {
        SortedSet<StreamId> streams = new TreeSet<>();
        appends.forEach(append -> streams.addAll(append.checkedStreams()));
        return streams;
    }

    /**
     * Where the streams are if all appends are right; empty unless each of them says so of its one stream, and none of
     * those is also another's. Writing behind it proves it. Of those that meet at a stream most would be wrong.
     */
    public Optional<Map<StreamId, Long>> expectedSequences() {
        Map<StreamId, Long> sequences = new HashMap<>();
        for (Append append : appends) {
            SortedSet<StreamId> streams = append.checkedStreams();
            if (streams.size() > 1
                    || !(append.expected().of(streams.first()) instanceof ExpectedSequence.Exactly exactly)
                    || sequences.put(streams.first(), exactly.sequence()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(sequences);
    }

    /** Which of the appends hold if the streams are at these sequences, and as what. */
    public Sequenced sequenced(Map<StreamId, Long> sequences) {
        Map<StreamId, Long> now = new HashMap<>(sequences);
        List<StoredEvent> events = new ArrayList<>();
        List<AppendOutcome> outcomes = new ArrayList<>();
        for (Append append : appends) {
            Optional<ConcurrencyError> conflict = append.violated(now);
            if (conflict.isPresent()) {
                outcomes.add(new AppendOutcome.Refused(conflict.get()));
                continue;
            }
            List<StoredEvent> sequenced = append.sequenced(now);
            sequenced.forEach(event -> now.put(event.stream(), event.sequence()));
            events.addAll(sequenced);
            outcomes.add(new AppendOutcome.Stored(AppendResult.stored(sequenced)));
        }
        return new Sequenced(events, outcomes);
    }

    /** All of them as one append that expects nothing, for a storage that knows how to store that. */
    public Append asOne() {
        List<NewEvent> events =
                appends.stream().flatMap(append -> append.events().stream()).toList();
        return new Append(events, ExpectedSequence.any(), Set.of());
    }

    /** What the result of {@link #asOne} means to each of them. */
    public List<AppendOutcome> outcomes(AppendResult one) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        int from = 0;
        for (Append append : appends) {
            int to = from + append.events().size();
            outcomes.add(new AppendOutcome.Stored(new AppendResult(one.events().subList(from, to), one.replayed())));
            from = to;
        }
        return outcomes;
    }

    /** What all of them are told that nothing was written of, since it takes a transaction. */
    public List<AppendOutcome> needTransaction() {
        return Collections.nCopies(appends.size(), new AppendOutcome.NeedsTransaction());
    }
}
