/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.KeptCommand;

/**
 * The appends of one JTA transaction, whose events have their sequences already. They can be stored only if the streams
 * are where the calls found them: the callers have seen them.
 */
public final class JtaBatch implements AppendPlan {

    private final Map<String, StoredEvent> events = new LinkedHashMap<>();
    private final Map<StreamId, Long> bases = new LinkedHashMap<>();
    private final Map<StreamId, ExpectedSequence.ForStream> expected = new HashMap<>();
    private final Map<StreamId, Long> checkedOnly = new HashMap<>();
    private final Set<TagCondition> conditions = new LinkedHashSet<>();
    private final SortedSet<KeyId> keys = new TreeSet<>();
    private final Set<String> claimed = new HashSet<>();
    private final Map<Command, KeptCommand> kept = new LinkedHashMap<>();
    private boolean sealed;

    /** Takes no more appends: these are about to be written. */
    void seal() {
        sealed = true;
    }

    boolean isSealed() {
        return sealed;
    }

    /** @throws EventStoreUnavailableException if they have been written, or are about to be */
    void requireOpen() {
        if (sealed) {
            throw new EventStoreUnavailableException(
                    "the events of this transaction are written already; append before it completes, or in another",
                    null);
        }
    }

    /**
     * Adds an append.
     *
     * @param sequences where its streams are, the events of the appends before counted in
     * @param held what it rests on, up to where that is known to hold
     */
    void add(Append append, Map<StreamId, Long> sequences, List<StoredEvent> sequenced, List<TagCondition> held) {
        conditions.addAll(held);
        for (StreamId stream : append.streams()) {
            bases.putIfAbsent(stream, sequences.getOrDefault(stream, 0L));
            expected.putIfAbsent(stream, append.expected().of(stream));
            checkedOnly.remove(stream);
        }
        new SinglePlan(append).checkedOnly().forEach((stream, sequence) -> {
            if (!bases.containsKey(stream)) {
                checkedOnly.putIfAbsent(stream, sequence);
                expected.putIfAbsent(stream, append.expected().of(stream));
            }
        });
        keep(append, AppendResult.stored(sequenced), sequences);
        keys.addAll(append.keys());
        claimed.addAll(append.claimedIds());
        sequenced.forEach(event -> events.put(event.id(), event));
    }

    /**
     * Keeps the command of an append, if it has one, with its result.
     *
     * @param sequences where the streams are that are only named
     */
    void keep(Append append, AppendResult result, Map<StreamId, Long> sequences) {
        if (append.command() != null) {
            kept.put(append.command(), KeptCommand.of(append, result, sequences));
        }
    }

    /** The events of this stream, ascending. */
    public List<StoredEvent> ofStream(StreamId stream) {
        return events.values().stream()
                .filter(event -> event.stream().equals(stream))
                .toList();
    }

    public List<StoredEvent> all() {
        return List.copyOf(events.values());
    }

    public Optional<StoredEvent> withId(String id) {
        return Optional.ofNullable(events.get(id));
    }

    /** What these appends keep of the command with this scope and id. */
    public Optional<KeptCommand> command(String scope, String id) {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().scope().equals(scope)
                        && entry.getKey().id().equals(id))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The sequence of this stream before the first of these appends to it; empty if there is none. */
    public Optional<Long> base(StreamId stream) {
        return Optional.ofNullable(bases.get(stream));
    }

    /** The streams that these appends write to, with their sequences after them. */
    public Map<StreamId, Long> written() {
        Map<StreamId, Long> written = new HashMap<>(bases);
        events.values().forEach(event -> written.merge(event.stream(), event.sequence(), Math::max));
        return written;
    }

    @Override
    public Set<StreamId> streams() {
        Set<StreamId> streams = new HashSet<>(bases.keySet());
        streams.addAll(checkedOnly.keySet());
        return streams;
    }

    @Override
    public Optional<Map<StreamId, Long>> required() {
        Map<StreamId, Long> required = new HashMap<>(bases);
        required.putAll(checkedOnly);
        return Optional.of(required);
    }

    @Override
    public Optional<ConcurrencyError> violated(Map<StreamId, Long> sequences) {
        List<StreamId> all = new ArrayList<>(bases.keySet());
        all.addAll(checkedOnly.keySet());
        return all.stream()
                .filter(stream -> found(stream, sequences) != foundAtCall(stream))
                .findFirst()
                .map(stream -> new ConcurrencyError(
                        stream, expected.getOrDefault(stream, ExpectedSequence.any()), found(stream, sequences)));
    }

    private long foundAtCall(StreamId stream) {
        return base(stream).orElseGet(() -> checkedOnly.getOrDefault(stream, 0L));
    }

    private static long found(StreamId stream, Map<StreamId, Long> sequences) {
        return sequences.getOrDefault(stream, 0L);
    }

    @Override
    public List<StoredEvent> sequenced(Map<StreamId, Long> sequences) {
        return all();
    }

    @Override
    public Map<StreamId, Long> checkedOnly() {
        return Map.copyOf(checkedOnly);
    }

    @Override
    public SortedSet<Tag> tags() {
        SortedSet<Tag> tags = new TreeSet<>();
        events.values().forEach(event -> tags.addAll(event.tags()));
        return tags;
    }

    @Override
    public SortedSet<KeyId> keys() {
        return Collections.unmodifiableSortedSet(keys);
    }

    @Override
    public List<TagCondition> conditions() {
        return List.copyOf(conditions);
    }

    @Override
    public Collection<Command> commands() {
        return Collections.unmodifiableSet(kept.keySet());
    }

    /** They are what the callers were told. */
    @Override
    public Map<Command, KeptCommand> kept(AppendResult result, Map<StreamId, Long> sequences) {
        return Collections.unmodifiableMap(kept);
    }

    @Override
    public Set<String> claimedIds() {
        return Set.copyOf(claimed);
    }

    /** The calls found these ids free: another transaction has stored them since. */
    @Override
    public Optional<AppendResult> replayOf(List<StoredEvent> stored) {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        if (stored.size() == events.size()) {
            throw new EventStoreUnavailableException(
                    "another transaction stored the same events meanwhile; roll back and send them again", null);
        }
        Set<String> taken = stored.stream().map(StoredEvent::id).collect(Collectors.toSet());
        String first =
                events.keySet().stream().filter(taken::contains).findFirst().orElseThrow();
        throw new DuplicateEventException(first, "another transaction stored it meanwhile");
    }
}
