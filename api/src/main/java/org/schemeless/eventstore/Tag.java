/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about beside its stream, such as a course and a student. Events of any streams are found by their
 * tags, and rules over several streams rest on them ({@link EventQuery}, {@link Boundary}). Two tags are the same only
 * if both strings are equal code point by code point. Tags are kept in the clear, whatever else of an event is not:
 * personal data do not belong into them.
 *
 * @param name 1 to {@value Limits#TAG_NAME} characters: the kind of thing
 * @param value 1 to {@value Limits#TAG_VALUE} characters: which of them
 */
public record Tag(String name, String value) implements Serializable, Comparable<Tag> {

    private static final Comparator<Tag> ORDER = Comparator.comparing(Tag::name).thenComparing(Tag::value);

    /** @throws InvalidEventException if name or value is outside the limits */
    public Tag {
        Names.required("tags.name", name, Limits.TAG_NAME);
        Names.required("tags.value", value, Limits.TAG_VALUE);
    }

    /**
     * The tag of this name and value.
     *
     * @throws InvalidEventException if name or value is outside the limits
     */
    public static Tag of(String name, String value) {
        return new Tag(name, value);
    }

    /**
     * The tags of one event, in their one order.
     *
     * @throws InvalidEventException if one is there twice, or there are more than {@value Limits#TAGS}
     */
    static List<Tag> set(@Nullable List<Tag> tags) {
        if (tags == null || tags.isEmpty()) {
            return List.of();
        }
        if (tags.size() > Limits.TAGS) {
            throw new InvalidEventException("tags", "has " + tags.size() + " tags", "0 to " + Limits.TAGS + " tags");
        }
        List<Tag> sorted = new ArrayList<>(tags);
        sorted.sort(null);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).equals(sorted.get(i - 1))) {
                throw new InvalidEventException("tags", "has " + sorted.get(i) + " twice", "each tag once");
            }
        }
        return List.copyOf(sorted);
    }

    /** A fixed order over all tags. */
    @Override
    public int compareTo(Tag other) {
        return ORDER.compare(this, other);
    }

    /** The name, and the value in quotes, for messages. */
    @Override
    public String toString() {
        return name + " \"" + value + "\"";
    }
}
