/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

/**
 * An event that was decided, with the stream that it goes to and the tags by which rules find it. Does not change; the
 * methods give another one.
 *
 * <pre>{@code
 * TaggedEvent.in("enrolment", "c1-s7", new Joined("c1", "s7")).tag("course", "c1").tag("student", "s7")
 * }</pre>
 *
 * <p>An event that ought to count for a rule needs the tags by which the rule asks. So events of one class are best
 * made in one place, which gives them their tags.
 *
 * @param tags in the order in which they were given
 * @param <E> the event
 */
public record TaggedEvent<E>(StreamId stream, E event, List<Tag> tags) {

    public TaggedEvent {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(event, "event");
        tags = List.copyOf(tags);
    }

    /**
     * An event without tags in the stream of this domain and identifier; {@code null} is the domain's own stream.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if domain or identifier is outside the limits
     */
    public static <E> TaggedEvent<E> in(String domain, @Nullable String identifier, E event) {
        return in(StreamId.of(domain, identifier), event);
    }

    /** An event without tags in this stream. */
    public static <E> TaggedEvent<E> in(StreamId stream, E event) {
        return new TaggedEvent<>(stream, event, List.of());
    }

    /**
     * The same with this tag as well.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if name or value is outside the limits
     */
    public TaggedEvent<E> tag(String name, String value) {
        return new TaggedEvent<>(
                stream,
                event,
                Stream.concat(tags.stream(), Stream.of(Tag.of(name, value))).toList());
    }
}
