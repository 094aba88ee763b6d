/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/**
 * What is kept of a command that was carried out: enough to give the first answer again from the streams.
 *
 * @param content what stands for what the command says, if anything
 * @param runs the batch in its order, then the streams that were only looked at
 */
public record KeptCommand(@Nullable String content, List<Run> runs) {

    /**
     * Events of the batch that stand side by side in one stream; a stream that got none has a run without events.
     *
     * @param sequence that of the last of them, or where the stream was
     */
    public record Run(StreamId stream, long sequence, int events) {}

    public KeptCommand {
        runs = List.copyOf(runs);
    }

    /**
     * What is to be kept with an append whose events get these sequences.
     *
     * @param sequences where the streams were before
     */
    public static KeptCommand of(Append append, List<StoredEvent> sequenced, Map<StreamId, Long> sequences) {
        return of(append, AppendResult.stored(sequenced), sequences);
    }

    /**
     * What is to be kept with an append that has this result, also if its batch was stored before.
     *
     * @param sequences where the streams are that are only named
     */
    public static KeptCommand of(Append append, AppendResult result, Map<StreamId, Long> sequences) {
        if (append.command() == null) {
            throw new IllegalArgumentException("the append has no command to keep");
        }
        List<Run> runs = new ArrayList<>();
        for (AppendedEvent event : result.events()) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.stream().equals(event.stream())) {
                runs.set(runs.size() - 1, new Run(event.stream(), event.sequence(), last.events() + 1));
            } else {
                runs.add(new Run(event.stream(), event.sequence(), 1));
            }
        }
        for (StreamId named : append.expected().named()) {
            if (!append.streams().contains(named)) {
                runs.add(new Run(named, sequences.getOrDefault(named, 0L), 0));
            }
        }
        return new KeptCommand(append.command().content(), runs);
    }

    /**
     * Makes sure that this was kept of the command that is asked for.
     *
     * @throws DuplicateEventException if it was another one: both have content, and that differs
     */
    public void requireOf(Command command) {
        if (content != null && command.content() != null && !content.equals(command.content())) {
            throw DuplicateEventException.of(command);
        }
    }

    /** Where each stream was once the batch was stored. */
    public Map<StreamId, Long> sequences() {
        Map<StreamId, Long> sequences = new LinkedHashMap<>();
        runs.forEach(run -> sequences.put(run.stream(), run.sequence()));
        return sequences;
    }

    /** The runs as JSON text: an array of arrays of domain, identifier (empty if absent), sequence and events. */
    public String runsText() {
        return runs.stream().map(KeptCommand::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(Run run) {
        StreamId stream = run.stream();
        return "[" + JsonText.string(stream.domain()) + "," + JsonText.string(stream.identifier()) + ","
                + run.sequence() + "," + run.events() + "]";
    }

    /** What {@link #runsText} wrote. */
    public static KeptCommand of(@Nullable String content, String runsText) {
        List<Run> runs = new ArrayList<>();
        for (JsonArray run : JsonText.stored(runsText).value().asJsonArray().getValuesAs(JsonArray.class)) {
            StreamId stream = StreamId.of(run.getString(0), run.getString(1));
            runs.add(new Run(stream, run.getJsonNumber(2).longValueExact(), run.getInt(3)));
        }
        return new KeptCommand(content, runs);
    }
}
