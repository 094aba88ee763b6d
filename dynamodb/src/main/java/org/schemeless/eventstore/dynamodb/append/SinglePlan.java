/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.KeptCommand;

/** One append that is written at once. */
public record SinglePlan(Append append) implements AppendPlan {

    @Override
    public Set<StreamId> streams() {
        return append.checkedStreams();
    }

    @Override
    public Optional<Map<StreamId, Long>> required() {
        Map<StreamId, Long> exact = exact(streams());
        return exact.size() == streams().size() ? Optional.of(exact) : Optional.empty();
    }

    @Override
    public Optional<ConcurrencyError> violated(Map<StreamId, Long> sequences) {
        return append.violated(sequences);
    }

    @Override
    public List<StoredEvent> sequenced(Map<StreamId, Long> sequences) {
        return append.sequenced(sequences);
    }

    @Override
    public Map<StreamId, Long> checkedOnly() {
        return append.checkedOnly();
    }

    @Override
    public SortedSet<Tag> tags() {
        return append.tags();
    }

    @Override
    public SortedSet<KeyId> keys() {
        return append.keys();
    }

    @Override
    public List<TagCondition> conditions() {
        return TagCondition.of(append);
    }

    @Override
    public Collection<Command> commands() {
        return Stream.ofNullable(append.command()).toList();
    }

    @Override
    public Map<Command, KeptCommand> kept(AppendResult result, Map<StreamId, Long> sequences) {
        Command command = append.command();
        return command == null ? Map.of() : Map.of(command, KeptCommand.of(append, result, sequences));
    }

    @Override
    public Set<String> claimedIds() {
        return append.claimedIds();
    }

    @Override
    public Optional<AppendResult> replayOf(List<StoredEvent> stored) {
        return append.replayOf(stored);
    }

    private Map<StreamId, Long> exact(Set<StreamId> streams) {
        Map<StreamId, Long> exact = new HashMap<>();
        for (StreamId stream : streams) {
            if (append.expected().of(stream) instanceof ExpectedSequence.Exactly expected) {
                exact.put(stream, expected.sequence());
            }
        }
        return exact;
    }
}
