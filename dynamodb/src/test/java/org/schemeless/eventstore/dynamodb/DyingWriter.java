/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** A process that appends a batch, and is killed. */
final class DyingWriter {

    private static final String TAGS = "tags";

    private DyingWriter() {}

    /** Writes with a process on the table of this store, and kills it after this request. */
    static void killedAfter(Store store, String kind, int nth, String name, int events, int streams) throws Exception {
        DyingProcess.killedAfter(
                store, kind, nth, DyingWriter.class, name, Integer.toString(events), Integer.toString(streams));
    }

    /** The same with events that have tags. */
    static void killedTaggingAfter(Store store, String kind, int nth, String name, int events, int streams)
            throws Exception {
        DyingProcess.killedAfter(
                store, kind, nth, DyingWriter.class, name, Integer.toString(events), Integer.toString(streams), TAGS);
    }

    /** Each has the tag of the batch, and one that every other event has. */
    static List<NewEvent> tagged(String name, int events, int streams) {
        return batch(name, events, streams).stream()
                .map(event -> NewEvent.in(event.stream(), event.type())
                        .id(event.id())
                        .created(Instant.EPOCH)
                        .payload(1)
                        .tag("batch", name)
                        .tag("half", name + event.id().hashCode() % 2)
                        .build())
                .toList();
    }

    /** The same batch in every process. */
    static List<NewEvent> batch(String name, int events, int streams) {
        return IntStream.range(0, events)
                .mapToObj(i -> NewEvent.in(StreamId.of("killed", "%s-%03d".formatted(name, i % streams)), "deposited")
                        .id(name + "-" + i)
                        .created(Instant.EPOCH)
                        .payload(i)
                        .build())
                .toList();
    }

    /** The command that is kept with the batch of this name. */
    static Command command(String name) {
        return new Command("killed", name, null);
    }

    public static void main(String[] arguments) throws IOException {
        List<String> own = DyingProcess.own(arguments);
        int events = Integer.parseInt(own.get(1));
        int streams = Integer.parseInt(own.get(2));
        List<NewEvent> batch =
                own.contains(TAGS) ? tagged(own.get(0), events, streams) : batch(own.get(0), events, streams);
        DyingProcess.work(arguments, store -> store.append(batch, ExpectedSequence.noStream(), command(own.get(0))));
    }
}
