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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * From the service to a storage: appends of callers who know nothing of each other, to be stored by one commit. They stand in
 * the order in which they come about: each finds the streams as those before it leave them.
 */
public record AppendGroup(List<Append> appends) {

    public AppendGroup {
        appends = List.copyOf(appends);
    }

    /**
     * What a group comes to.
     *
     * @param events to be written: those of the appends that hold, in their order
     * @param answers one for each append, true as soon as the events are committed: gives its result, or throws its conflict
     */
    public record Outcome(List<StoredEvent> events, List<Supplier<AppendResult>> answers) {

        public Outcome {
            events = List.copyOf(events);
            answers = List.copyOf(answers);
        }
    }

    /** The streams whose sequence has to be known, in the one order in which all appends take them. */
    public SortedSet<StreamId> checkedStreams() {
        SortedSet<StreamId> streams = new TreeSet<>();
        appends.forEach(append -> streams.addAll(append.checkedStreams()));
        return streams;
    }

    /**
     * Where the streams are if all appends are right; empty unless each of them says so of its one stream, and none of those is
     * also another's. Writing behind it proves it. Of those that meet at a stream most would be wrong.
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
    public Outcome outcome(Map<StreamId, Long> sequences) {
        Map<StreamId, Long> now = new HashMap<>(sequences);
        List<StoredEvent> events = new ArrayList<>();
        List<Supplier<AppendResult>> answers = new ArrayList<>();
        for (Append append : appends) {
            Optional<ConcurrencyError> conflict = append.violated(now);
            if (conflict.isPresent()) {
                answers.add(() -> {
                    throw conflict.get();
                });
                continue;
            }
            List<StoredEvent> sequenced = append.sequenced(now);
            sequenced.forEach(event -> now.put(event.stream(), event.sequence()));
            events.addAll(sequenced);
            AppendResult result = AppendResult.stored(sequenced);
            answers.add(() -> result);
        }
        return new Outcome(events, answers);
    }

    /** All of them as one append that expects nothing, for a storage that knows how to store that. */
    public Append asOne() {
        List<NewEvent> events =
                appends.stream().flatMap(append -> append.events().stream()).toList();
        return new Append(events, ExpectedSequence.any(), Set.of(), false);
    }

    /** What the answer to {@link #asOne} means to each of them. */
    public List<Supplier<AppendResult>> answers(AppendResult one) {
        List<Supplier<AppendResult>> answers = new ArrayList<>();
        int from = 0;
        for (Append append : appends) {
            int to = from + append.events().size();
            AppendResult result = new AppendResult(one.events().subList(from, to), one.replayed());
            answers.add(() -> result);
            from = to;
        }
        return answers;
    }
}
