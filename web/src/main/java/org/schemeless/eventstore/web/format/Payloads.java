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

/**
 * The payloads that a caller wants: as they were given, or of the versions that the application has today, or sealed:
 * with personal members encrypted, as they are stored.
 */
public final class Payloads {

    /** The parameter that asks for today's. */
    public static final String UPCAST = "upcast";

    /** The value of the parameter if it is absent. */
    public static final String AS_STORED = "false";

    /** The parameter that asks for sealed ones. */
    public static final String SEALED = "sealed";

    private static final String TODAYS = "true";

    private final @Nullable Upcasting upcasting;
    private final boolean isSealed;

    private Payloads(@Nullable Upcasting upcasting, boolean isSealed) {
        this.upcasting = upcasting;
        this.isSealed = isSealed;
    }

    /**
     * What the parameter asks for.
     *
     * @param upcasting absent if the application has no classes of events
     * @throws InvalidEventException if it is neither true nor false, or there are no classes
     */
    public static Payloads of(String upcast, Optional<Upcasting> upcasting) {
        if (upcast.equals(AS_STORED)) {
            return new Payloads(null, false);
        }
        if (!upcast.equals(TODAYS)) {
            throw new InvalidEventException(UPCAST, "is \"" + upcast + "\"", "true, false");
        }
        Upcasting classes = upcasting.orElseThrow(() -> new InvalidEventException(
                UPCAST, "is true, and the application of this store has no classes of events", AS_STORED));
        return new Payloads(classes, false);
    }

    /**
     * Whether the parameter asks for sealed ones.
     *
     * @throws InvalidEventException if it is neither true nor false
     */
    public static boolean isSealed(String sealed) {
        if (!sealed.equals("true") && !sealed.equals("false")) {
            throw new InvalidEventException(SEALED, "is \"" + sealed + "\"", "true, false");
        }
        return sealed.equals("true");
    }

    /**
     * These payloads, sealed.
     *
     * @throws InvalidEventException if they are those of today
     */
    public Payloads sealed() {
        if (upcasting != null) {
            throw new InvalidEventException(SEALED, "is true beside upcast", "one of the two");
        }
        return new Payloads(null, true);
    }

    /** Whether personal members are wanted as they are stored. */
    public boolean isSealed() {
        return isSealed;
    }

    /** What stands in the query of a link to more of the same. */
    public String query() {
        String sealed = isSealed ? "&" + SEALED + "=true" : "";
        return upcasting == null ? sealed : "&" + UPCAST + "=" + TODAYS;
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
