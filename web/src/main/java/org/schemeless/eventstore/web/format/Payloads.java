/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Upcasting;

/** The payloads that a caller wants: as they are stored, or of the versions that the application has today. */
public final class Payloads {

    /** The parameter that asks for today's. */
    public static final String UPCAST = "upcast";

    /** The value of the parameter if it is absent. */
    public static final String AS_STORED = "false";

    private static final String TODAYS = "true";

    private final @Nullable Upcasting upcasting;

    private Payloads(@Nullable Upcasting upcasting) {
        this.upcasting = upcasting;
    }

    /**
     * What the parameter asks for.
     *
     * @param upcasting absent if the application has no classes of events
     * @throws InvalidEventException if it is neither true nor false, or there are no classes
     */
    public static Payloads of(String upcast, Optional<Upcasting> upcasting) {
        if (upcast.equals(AS_STORED)) {
            return new Payloads(null);
        }
        if (!upcast.equals(TODAYS)) {
            throw new InvalidEventException(UPCAST, "is \"" + upcast + "\"", "true, false");
        }
        return new Payloads(upcasting.orElseThrow(() -> new InvalidEventException(
                UPCAST, "is true, and the application of this store has no classes of events", AS_STORED)));
    }

    /** What stands in the query of a link to more of the same. */
    public String query() {
        return upcasting == null ? "" : "&" + UPCAST + "=" + TODAYS;
    }

    /** These events, each with all its parts. */
    public List<EventPart> of(List<StoredEvent> events) {
        return events.stream().flatMap(event -> of(event).stream()).toList();
    }

    /**
     * The event, or all its parts.
     *
     * @throws InvalidEventException if the application has no class for it
     * @throws org.schemeless.eventstore.UnreadableEventException if an upcaster fails on it
     */
    public List<EventPart> of(StoredEvent event) {
        if (upcasting == null) {
            return List.of(EventPart.whole(event));
        }
        if (!upcasting.knows(event)) {
            throw new InvalidEventException(
                    UPCAST,
                    "is true, and the application of this store has no class for type \"" + event.type()
                            + "\" in the version of event \"" + event.id() + "\"",
                    AS_STORED);
        }
        List<StoredEvent> parts = upcasting.upcast(event);
        return parts.size() == 1
                ? List.of(EventPart.whole(parts.get(0)))
                : IntStream.range(0, parts.size())
                        .mapToObj(index -> new EventPart(parts.get(index), index))
                        .toList();
    }

    /**
     * The event, where there is room for no more than one.
     *
     * @throws InvalidEventException as {@link #of(StoredEvent)}, and if upcasters have made several of it or none
     */
    public StoredEvent single(StoredEvent event) {
        List<EventPart> parts = of(event);
        if (parts.size() != 1) {
            throw new InvalidEventException(
                    UPCAST,
                    "is true, and upcasters have made " + parts.size() + " of event \"" + event.id()
                            + "\": GET /events?id=… lists them",
                    AS_STORED);
        }
        return parts.get(0).event();
    }
}
