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
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events a decision rests on, in whatever streams they are. An event matches if it matches one of the items.
 *
 * <pre>{@code
 * EventQuery.tagged("course", "c1").types("opened", "joined")
 *         .or(EventQuery.tagged("student", "s7").types("joined"))
 * }</pre>
 *
 * @param items 1 to {@value Limits#QUERY_ITEMS}
 */
public record EventQuery(List<Item> items) implements Serializable {

    /**
     * Events that have all of these tags and, if types are named, one of these types.
     *
     * @param tags 1 to {@value Limits#TAGS}, each once. Events are searched by the first one, so that the rarest had
     *     better be the first
     * @param types in their order, each once, up to {@value Limits#QUERY_TYPES}; none is any type
     */
    public record Item(List<Tag> tags, List<String> types) implements Serializable {

        /** @throws InvalidEventException if it names no tag, or something is outside the limits */
        public Item {
            if (tags == null || tags.isEmpty()) {
                throw new InvalidEventException("query", "has an item without a tag", "a tag in each item");
            }
            Tag.set(tags);
            tags = List.copyOf(tags);
            types = types == null ? List.of() : List.copyOf(new TreeSet<>(types));
            if (types.size() > Limits.QUERY_TYPES) {
                throw new InvalidEventException(
                        "query", "has " + types.size() + " types in an item", "0 to " + Limits.QUERY_TYPES + " types");
            }
            types.forEach(type -> Names.required("query.types", type, Limits.TYPE));
        }

        /** The tag by which events are searched. */
        public Tag first() {
            return tags.get(0);
        }

        private boolean matches(String type, List<Tag> tagsOfEvent) {
            return tagsOfEvent.containsAll(tags) && (types.isEmpty() || types.contains(type));
        }

        private Item with(Tag tag) {
            return new Item(Stream.concat(tags.stream(), Stream.of(tag)).toList(), types);
        }

        private Item with(List<String> further) {
            return new Item(
                    tags, Stream.concat(types.stream(), further.stream()).toList());
        }

        @Override
        public String toString() {
            String named = tags.stream().map(Tag::toString).collect(Collectors.joining(" and "));
            return types.isEmpty() ? named : named + " of type " + String.join(" or ", types);
        }
    }

    /** @throws InvalidEventException if there is no list, or no item in it, or more than {@value Limits#QUERY_ITEMS} */
    public EventQuery {
        Boundary.required("query", items, "1 to " + Limits.QUERY_ITEMS + " items");
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > Limits.QUERY_ITEMS) {
            throw new InvalidEventException(
                    "query", "has " + items.size() + " items", "1 to " + Limits.QUERY_ITEMS + " items");
        }
    }

    /**
     * Events with this tag.
     *
     * @throws InvalidEventException if name or value is outside the limits
     */
    public static EventQuery tagged(String name, String value) {
        return new EventQuery(List.of(new Item(List.of(new Tag(name, value)), List.of())));
    }

    /**
     * Of the events of this query those that have this tag, too.
     *
     * @throws InvalidEventException if name or value is outside the limits, or an item has the tag already
     */
    public EventQuery and(String name, String value) {
        Tag tag = new Tag(name, value);
        return new EventQuery(items.stream().map(item -> item.with(tag)).toList());
    }

    /**
     * The same query for events of these types, and of those that its items name already.
     *
     * @throws InvalidEventException if one is no type that an event can have
     */
    public EventQuery types(String... types) {
        List<String> named = List.of(types);
        return new EventQuery(items.stream().map(item -> item.with(named)).toList());
    }

    /** Events of this query and of the other one. */
    public EventQuery or(EventQuery other) {
        List<Item> all = new ArrayList<>(items);
        all.addAll(other.items);
        return new EventQuery(all.stream().distinct().toList());
    }

    /** Whether it finds this event. */
    public boolean matches(StoredEvent event) {
        return items.stream().anyMatch(item -> item.matches(event.type(), event.tags()));
    }

    /** Whether it will find this event when it is stored. */
    public boolean matches(NewEvent event) {
        return items.stream().anyMatch(item -> item.matches(event.type(), event.tags()));
    }

    /** All tags that it names, in their one order. */
    public SortedSet<Tag> tags() {
        return items.stream().flatMap(item -> item.tags().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The items in words, for messages. */
    @Override
    public String toString() {
        return items.stream().map(Item::toString).collect(Collectors.joining(", or "));
    }
}
