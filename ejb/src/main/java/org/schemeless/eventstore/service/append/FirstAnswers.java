/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.EventStorage;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.SliceSize;

/** The first answers to commands, gathered from the streams by what is kept of them. */
final class FirstAnswers {

    /** The most characters that are in memory at once, but for a single event: 8 Mi. */
    private static final long SLICE_CHARACTERS = 8L * 1024 * 1024;

    private final EventStorage storage;

    FirstAnswers(EventStorage storage) {
        this.storage = storage;
    }

    /**
     * The first answer to a command; empty if it was not carried out.
     *
     * @throws org.schemeless.eventstore.DuplicateEventException if a command with this scope and id was carried out
     *     that had other content
     */
    Optional<CommandResult> to(Command command) {
        Optional<KeptCommand> kept = storage.findCommand(command.scope(), command.id());
        kept.ifPresent(known -> known.requireOf(command));
        return kept.map(known -> new CommandResult(events(command, known), known.sequences(), true));
    }

    /** The events of a batch stand side by side in each of its streams, so that each is read once. */
    private List<AppendedEvent> events(Command command, KeptCommand kept) {
        Map<StreamId, Range> ranges = new LinkedHashMap<>();
        kept.runs().stream()
                .filter(run -> run.events() > 0)
                .forEach(run -> ranges.merge(run.stream(), Range.of(run), Range::with));
        Map<StreamId, Iterator<AppendedEvent>> streams = new HashMap<>();
        ranges.forEach((stream, range) ->
                streams.put(stream, read(command, stream, range).iterator()));
        List<AppendedEvent> events = new ArrayList<>();
        for (KeptCommand.Run run : kept.runs()) {
            for (int i = 0; i < run.events(); i++) {
                events.add(Objects.requireNonNull(streams.get(run.stream())).next());
            }
        }
        return events;
    }

    /** The sequences behind the first number up to the last one. */
    private record Range(long after, long last) {

        static Range of(KeptCommand.Run run) {
            return new Range(run.sequence() - run.events(), run.sequence());
        }

        Range with(Range next) {
            return new Range(Math.min(after, next.after), Math.max(last, next.last));
        }
    }

    private List<AppendedEvent> read(Command command, StreamId stream, Range range) {
        List<AppendedEvent> events = new ArrayList<>();
        SliceSize slices = new SliceSize(SLICE_CHARACTERS);
        long after = range.after();
        while (after < range.last()) {
            List<StoredEvent> slice = storage.readStream(stream, after, slices.next(range.last() - after))
                    .events();
            if (slice.isEmpty()) {
                throw new IllegalStateException("command \"" + command.id() + "\" of scope \"" + command.scope()
                        + "\" has stored events of " + stream + " up to sequence " + range.last()
                        + ", but those after " + after + " are not there (any more)");
            }
            for (StoredEvent event : slice) {
                slices.read(event);
                events.add(new AppendedEvent(event.id(), stream, event.sequence(), event.created()));
                after = event.sequence();
            }
        }
        return events;
    }
}
