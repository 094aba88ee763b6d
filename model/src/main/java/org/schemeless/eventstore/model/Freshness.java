/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Views;

/**
 * What a read of a view has to have in it, and how long it waits for that at most: a view has an event some time after
 * the commit of its append.
 */
public final class Freshness {

    private static final Freshness NONE = new Freshness(null, 0, Duration.ZERO);

    private final @Nullable StreamId stream;
    private final long number;
    private final Duration longest;

    private Freshness(@Nullable StreamId stream, long number, Duration longest) {
        this.stream = stream;
        this.number = number;
        this.longest = longest;
    }

    /** Nothing is waited for. */
    public static Freshness none() {
        return NONE;
    }

    /** The events of this decision, which has to be committed; nothing if it stored none. */
    public static Freshness after(Decision<?> decision, Duration longest) {
        return decision.events().isEmpty()
                ? NONE
                : event(decision.events().get(decision.events().size() - 1).stream(), decision.sequence(), longest);
    }

    /** The last event of the batch that this is the answer to, which has to be committed; nothing if it was empty. */
    public static Freshness after(AppendResult result, Duration longest) {
        List<AppendedEvent> events = result.events();
        if (events.isEmpty()) {
            return NONE;
        }
        AppendedEvent last = events.get(events.size() - 1);
        return event(last.stream(), last.sequence(), longest);
    }

    /** The event at this sequence of a stream. */
    public static Freshness event(StreamId stream, long sequence, Duration longest) {
        return new Freshness(stream, sequence, longest);
    }

    /** All events up to a position of the log. */
    public static Freshness position(long position, Duration longest) {
        return new Freshness(null, position, longest);
    }

    void await(Views views, String view) {
        if (stream != null) {
            views.await(view, stream, number, longest);
        } else if (number > 0) {
            views.await(view, number, longest);
        }
    }
}
