/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.model.EventTypes;

/** What was stored beside what a test expects. */
final class StoredEvents {

    private static final String VERSION = "schemaVersion";

    private StoredEvents() {}

    /** How events that a test expects are compared with stored ones. */
    @FunctionalInterface
    interface Comparison<E> {

        /** @throws AssertionError if others are stored */
        void requireSame(List<E> expected, List<StoredEvent> stored);
    }

    /**
     * @throws AssertionError if others are stored, or one cannot be read again. What else is in meta is not compared
     */
    static void requireSame(EventTypes types, StreamId stream, List<?> expected, List<StoredEvent> stored) {
        requireSame(
                types,
                expected.stream()
                        .map(event -> types.newEvent(stream, event).build())
                        .toList(),
                stored);
    }

    /** The same, and each is in its stream and has its tags. */
    static void requireSameTagged(EventTypes types, List<NewEvent> events, List<StoredEvent> stored) {
        requireSame(types, events, stored);
        List<String> expected = events.stream()
                .map(event -> place(event.type(), event.stream(), event.tags()))
                .toList();
        List<String> actual = stored.stream()
                .map(event -> place(event.type(), event.stream(), event.tags()))
                .toList();
        if (!expected.equals(actual)) {
            throw new AssertionError("expected to be stored: " + expected + ", but stored: " + actual);
        }
    }

    private static String place(String type, StreamId stream, List<Tag> tags) {
        return type + " in the stream (" + stream + ") with the tags " + tags;
    }

    private static void requireSame(EventTypes types, List<NewEvent> events, List<StoredEvent> stored) {
        boolean same = events.size() == stored.size();
        for (int i = 0; same && i < events.size(); i++) {
            same = isSame(events.get(i), stored.get(i));
        }
        if (!same) {
            throw new AssertionError("expected to be stored: "
                    + events.stream()
                            .map(event -> event.type() + event.payload())
                            .toList() + ", but stored: " + texts(stored));
        }
        stored.forEach(types::read);
    }

    private static boolean isSame(NewEvent expected, StoredEvent stored) {
        return expected.type().equals(stored.type())
                && Objects.equals(version(expected.meta()), version(stored.meta()))
                && expected.payload().isSameValueAs(stored.payload());
    }

    private static @Nullable JsonValue version(@Nullable JsonText meta) {
        return meta == null ? null : meta.value().asJsonObject().get(VERSION);
    }

    static List<String> texts(List<StoredEvent> events) {
        return events.stream().map(event -> event.type() + event.payload()).toList();
    }
}
