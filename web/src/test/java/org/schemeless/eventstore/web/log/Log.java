/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;

/** A log in memory that counts how it is read. */
final class Log extends LogReader {

    private static final StreamId STREAM = StreamId.of("log");

    final List<StoredEvent> events = new ArrayList<>();
    int reads;

    static Log of(int events) {
        return new Log().and(events, "1");
    }

    Log and(int count, String payload) {
        for (int i = 0; i < count; i++) {
            events.add(event(events.size() + 1L, payload));
        }
        return this;
    }

    void andPersonal() {
        StoredEvent event = event(events.size() + 1L, "{}");
        events.add(
                event.with(event.payload(), List.of(PersonalMembers.of(Subject.of("customer", "42"), List.of("/a")))));
    }

    private static StoredEvent event(long position, String payload) {
        return new StoredEvent(
                "e" + position,
                STREAM,
                position,
                position,
                "t",
                JsonText.stored(payload),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Override
    public List<StoredEvent> read(long after, int limit, boolean sealed) {
        reads++;
        int from = (int) Math.min(after, events.size());
        return List.copyOf(events.subList(from, Math.min(from + limit, events.size())));
    }

    @Override
    List<StoredEvent> next(long after, int limit) {
        if (after > events.size()) {
            throw new InvalidEventException("after", "is " + after, "0 to " + events.size());
        }
        return read(after, limit, false);
    }

    @Override
    LogEnd end(@Nullable String until) {
        reads++;
        return new LogEnd(events.size(), null);
    }
}
