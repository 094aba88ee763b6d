/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

/**
 * What events belong to: a correlation id, a causation id, members of meta. While a context is open, {@link
 * Decisions} and folds fill it into what they append; what an event has by itself, or by {@link Attempts}, stays. A
 * {@link TypedSubscription} opens that of the event it handles.
 *
 * <pre>{@code
 * EventContext.none().correlation("order-7").traceparent(header).run(() -> accounts.decide(…));
 * }</pre>
 *
 * <p>It is open for the thread that has opened it, until it is closed; one within another takes its place. Work on
 * another thread opens {@link #current} there. What is appended by the store's own methods is left as it is, unless
 * {@link #fill} is called. Does not change; the methods give another one.
 */
public final class EventContext {

    private static final String TRACEPARENT = "traceparent";
    private static final EventContext NONE = new EventContext(null, null, Map.of());
    private static final ThreadLocal<@Nullable EventContext> CURRENT = new ThreadLocal<>();

    private final @Nullable String correlationId;
    private final @Nullable String causationId;
    private final Map<String, String> meta;

    private EventContext(@Nullable String correlationId, @Nullable String causationId, Map<String, String> meta) {
        this.correlationId = correlationId;
        this.causationId = causationId;
        this.meta = meta;
    }

    /** The one that fills in nothing. */
    public static EventContext none() {
        return NONE;
    }

    /** The one that is open for this thread; {@link #none} if there is none. */
    public static EventContext current() {
        EventContext current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /**
     * That of whoever acts on this event, which becomes the cause: its id is the causation id, its correlation id
     * stays, or is its id if it has none, and its {@code traceparent} goes along. The same event gives the same
     * context each time.
     */
    public static EventContext causedBy(StoredEvent event) {
        String correlation = event.correlationId() == null ? event.id() : event.correlationId();
        return new EventContext(correlation, event.id(), Map.of()).traceparent(traceparentOf(event.meta()));
    }

    private static @Nullable String traceparentOf(@Nullable JsonText meta) {
        JsonValue value = meta == null ? null : meta.value().asJsonObject().get(TRACEPARENT);
        return value instanceof JsonString text ? text.getString() : null;
    }

    /** The same with this correlation id, which has the limits of an event's. */
    public EventContext correlation(@Nullable String id) {
        return new EventContext(id, causationId, meta);
    }

    /** The same with this causation id, which has the limits of an event's. */
    public EventContext causation(@Nullable String id) {
        return new EventContext(correlationId, id, meta);
    }

    /**
     * The same with this trace, which becomes the member {@code traceparent} of meta.
     *
     * @param header as it came with a request (W3C Trace Context, version 00). One that is absent or not valid is
     *     passed by, as the recommendation has it, and the context then has no trace
     */
    public EventContext traceparent(@Nullable String header) {
        return with(TRACEPARENT, Traceparent.of(header).orElse(null));
    }

    /**
     * The same with this member of meta.
     *
     * @throws IllegalArgumentException if the name is one that the store gives a meaning: {@code schemaVersion},
     *     {@code traceparent}
     */
    public EventContext meta(String member, @Nullable String value) {
        if (member.equals(EventTypes.VERSION) || member.equals(TRACEPARENT)) {
            throw new IllegalArgumentException("the member \"" + member + "\" of meta cannot be set here: it "
                    + (member.equals(TRACEPARENT) ? "is set by traceparent(header)" : "is the version of the event"));
        }
        return with(member, value);
    }

    private EventContext with(String member, @Nullable String value) {
        Map<String, String> members = new LinkedHashMap<>(meta);
        if (value == null) {
            members.remove(member);
        } else {
            members.put(member, value);
        }
        return new EventContext(correlationId, causationId, Collections.unmodifiableMap(members));
    }

    /** Opens it for this thread, until the scope is closed by it. */
    public Scope open() {
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(this);
        return scope;
    }

    /** Does the work while it is open for this thread. */
    public void run(Runnable work) {
        Scope scope = open();
        try {
            work.run();
        } finally {
            scope.close();
        }
    }

    /** How long a context is open. */
    public static final class Scope implements AutoCloseable {

        private final @Nullable EventContext before;

        private Scope(@Nullable EventContext before) {
            this.before = before;
        }

        /** Opens again what was open before. To be called by the thread that has opened it. */
        @Override
        public void close() {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Fills it into each event: {@link #fill(NewEvent)}. */
    public List<NewEvent> fill(List<NewEvent> events) {
        return events.stream().map(this::fill).toList();
    }

    /**
     * The event with what it lacks of this context. What is filled in is marked ({@link NewEvent#filled}): a batch with
     * ids of the caller's own that is sent again is recognised in whatever context, if it was filled in then as well.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if an id of the context is outside the limits
     */
    public NewEvent fill(NewEvent event) {
        return event.filled(correlationId, causationId, filled(event.meta()));
    }

    private @Nullable JsonText filled(@Nullable JsonText own) {
        if (meta.isEmpty()) {
            return own;
        }
        JsonObject members =
                own == null ? JsonValue.EMPTY_JSON_OBJECT : own.value().asJsonObject();
        JsonObjectBuilder all = Json.createObjectBuilder(members);
        meta.forEach((member, value) -> {
            if (!members.containsKey(member)) {
                all.add(member, value);
            }
        });
        return JsonText.of(all.build());
    }
}
