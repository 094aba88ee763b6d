/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.web.format.ImportResult;
import org.schemeless.eventstore.web.format.LogLine;
import org.schemeless.eventstore.web.format.LogLines;
import org.schemeless.eventstore.web.problem.ErrorMapper;
import org.schemeless.eventstore.web.problem.Problem;

/** An import while its lines arrive: batch by batch, each stored whole or not at all. One batch is in memory. */
final class Importing {

    private static final int MOST_EVENTS = Limits.PAGE;
    private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

    /** One event more can have the tags that a batch may still have. */
    private static final int MOST_TAGS = Limits.BATCH_TAGS - Limits.TAGS;

    private final EventImport store;
    private final LogLines lines;
    private final BodyMemory.Share memory;
    private List<LogLine> batch = new ArrayList<>();
    private final Set<Tag> tags = new HashSet<>();
    private long characters;
    private ImportResult done = ImportResult.NOTHING;

    /** @param memory what the body counts in until it is stored */
    Importing(EventImport store, LogLines lines, BodyMemory.Share memory) {
        this.store = store;
        this.lines = lines;
        this.memory = memory;
    }

    /**
     * @throws WebApplicationException if a line is wrong or cannot be stored; what stands before its batch is stored
     */
    ImportResult run() throws IOException {
        for (Optional<LogLine> line = next(); line.isPresent(); line = next()) {
            batch.add(line.get());
            characters += line.get().event().characters();
            tags.addAll(line.get().event().tags());
            if (batch.size() == MOST_EVENTS || characters >= MOST_CHARACTERS || tags.size() > MOST_TAGS) {
                storeBatch();
            }
        }
        storeBatch();
        return done;
    }

    /** What stands before a wrong line, or before the end of a broken connection, is stored before that is told of. */
    private Optional<LogLine> next() throws IOException {
        try {
            return lines.next();
        } catch (IOException e) {
            storeBatch();
            throw e;
        } catch (RuntimeException e) {
            storeBatch();
            throw failed(e, lines.number());
        }
    }

    private void storeBatch() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            int stored = store.storeInOrder(batch.stream().map(LogLine::event).toList());
            done = done.and(batch, stored);
        } catch (ImportRefusedException e) {
            throw failed(e.getError(), batch.get(e.getIndex()).number());
        } catch (RuntimeException e) {
            throw failed(e, batch.get(0).number());
        }
        batch = new ArrayList<>();
        characters = 0;
        tags.clear();
        memory.forget();
    }

    private WebApplicationException failed(RuntimeException cause, long line) {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put("line", line);
        fields.put("events", done.events());
        fields.put("stored", done.stored());
        if (done.position() != null) {
            fields.put("position", done.position());
        }
        String place = "Line " + line + ", after " + done.events() + " events that are in the store: ";
        Response problem = Problem.extended(ErrorMapper.answer(cause), place, fields);
        return new WebApplicationException(Response.fromResponse(problem)
                .header("Connection", "close") // the rest of the body is not worth reading
                .build());
    }
}
