/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

/**
 * From the service to a storage: a batch to append, checked and complete, with what every storage has to find out about
 * it.
 *
 * @param events in the caller's order, each with id and time, no id twice
 * @param claimedIds the ids that may be stored already: those the caller gave, or all of them after a lost answer
 * @param logOrder whether the log has to keep the order of the batch over all its streams, not only within each
 * @param command what is kept with the events, by the same commit; a storage that finds it kept already, or kept by
 *     another transaction meanwhile, writes nothing and throws {@link LostRaceException}; in a transaction of the
 *     caller's it refuses the append, by the conflict of a stream that has moved if there is one
 * @param clear what it was before personal members were encrypted; absent if none were
 */
public record Append(
        List<NewEvent> events,
        ExpectedSequence expected,
        Set<String> claimedIds,
        boolean logOrder,
        @Nullable Command command,
        @Nullable Clear clear) {

    /**
     * What a batch was before its personal members were encrypted: only so it can be compared with what is stored.
     *
     * @param events the same as those to append, in their order
     * @param opening gives stored events with their personal members in the clear, as far as their keys are there
     */
    public record Clear(List<NewEvent> events, UnaryOperator<List<StoredEvent>> opening) {}

    public Append(List<NewEvent> events, ExpectedSequence expected, Set<String> claimedIds) {
        this(events, expected, claimedIds, false, null, null);
    }

    /** @throws InvalidEventException if the batch is too large or has an id twice */
    public Append {
        events = List.copyOf(events);
        claimedIds = Set.copyOf(claimedIds);
        if (events.size() > Limits.BATCH) {
            throw new InvalidEventException("events", "has " + events.size() + " events", Limits.BATCH + " in a batch");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            String id = idOf(events.get(i));
            if (!ids.add(id)) {
                throw new InvalidEventException("id", "\"" + id + "\" is in the batch before", "each id once").at(i);
            }
        }
        requireFewTags(events);
    }

    /**
     * Those tags, of which a transaction may hold so many at once.
     *
     * @throws InvalidEventException if there are more, or null
     */
    public static Set<Tag> requireFew(@Nullable Set<Tag> tags) {
        if (tags == null || tags.size() > Limits.BATCH_TAGS) {
            throw new InvalidEventException(
                    "tags",
                    tags == null ? "is missing" : "has " + tags.size() + " tags",
                    Limits.BATCH_TAGS + " at most");
        }
        return Set.copyOf(tags);
    }

    private static void requireFewTags(List<NewEvent> events) {
        Set<Tag> tags = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            tags.addAll(events.get(i).tags());
            if (tags.size() > Limits.BATCH_TAGS) {
                throw new InvalidEventException(
                                "tags",
                                "are, with those of the events before it, " + tags.size() + " different ones",
                                Limits.BATCH_TAGS + " different ones in a batch")
                        .at(i);
            }
        }
    }

    /**
     * The append of a batch as its caller gave it, completed: a new id where it is absent, and the present time, the
     * same for all, where that is. The ids that the caller gave are claimed.
     *
     * @param newId gives ids that no event has
     * @throws InvalidEventException if the batch is not within the limits, or the batch, the expectation or an event is
     *     missing
     */
    public static Append of(
            @Nullable List<NewEvent> events, @Nullable ExpectedSequence expected, Supplier<String> newId) {
        if (events == null) {
            throw new InvalidEventException("events", "is missing", "0 to " + Limits.BATCH + " events");
        }
        if (expected == null) {
            throw new InvalidEventException("expectedSequence", "is missing", "ExpectedSequence.any() for no check");
        }
        Instant now = Instant.now();
        Set<String> given = new HashSet<>();
        List<NewEvent> complete = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            if (event == null) {
                throw new InvalidEventException("event", "is missing", "an event").at(i);
            }
            if (event.id() != null) {
                given.add(event.id());
            }
            complete.add(event.stamped(newId.get(), now));
        }
        return new Append(complete, expected, given);
    }

    private static String idOf(NewEvent event) {
        if (event.id() == null || event.created() == null) {
            throw new IllegalArgumentException("an event to append has its id and time: " + event);
        }
        return event.id();
    }

    /** The same append after an answer was lost: any of its events may be stored. */
    public Append again() {
        return new Append(events, expected, ids(), logOrder, command, clear);
    }

    /** The same append whose batch has to stand in the log as it is. */
    public Append inLogOrder() {
        return new Append(events, expected, claimedIds, true, command, clear);
    }

    /** The same append that keeps this command with its events. */
    public Append keeping(Command kept) {
        return new Append(events, expected, claimedIds, logOrder, kept, clear);
    }

    /**
     * The same append with its personal members encrypted.
     *
     * @param sealed its events, in their order
     * @param opening gives stored events with their personal members in the clear, as far as their keys are there
     */
    public Append sealed(List<NewEvent> sealed, UnaryOperator<List<StoredEvent>> opening) {
        return new Append(sealed, expected, claimedIds, logOrder, command, new Clear(events, opening));
    }

    /** Whether events have personal members, encrypted or not. */
    public boolean isPersonal() {
        return events.stream().anyMatch(event -> !event.personal().isEmpty());
    }

    /**
     * The keys by which members of its events were encrypted for it. A storage makes sure that they are there until the
     * commit: the append fails by {@link GoneKeysException} if one is not, and whoever takes one away waits, or has the
     * append fail. Members that came encrypted, from an export, are taken whether their key is there or not.
     */
    public SortedSet<KeyId> keys() {
        SortedSet<KeyId> keys = new TreeSet<>();
        for (int i = 0; clear != null && i < events.size(); i++) {
            List<PersonalMembers> before = clear.events().get(i).personal();
            List<PersonalMembers> after = events.get(i).personal();
            for (int j = 0; j < before.size(); j++) {
                if (before.get(j).form() == PersonalMembers.Form.CLEAR) {
                    Stream.ofNullable(after.get(j).key()).forEach(keys::add);
                }
            }
        }
        return keys;
    }

    /** The ids of all events of the batch. */
    public Set<String> ids() {
        return events.stream().map(Append::idOf).collect(Collectors.toUnmodifiableSet());
    }

    /** The boundary that is not to have moved, if the append rests on one. */
    public Optional<ExpectedSequence.NothingNew> boundary() {
        return expected instanceof ExpectedSequence.NothingNew nothingNew ? Optional.of(nothingNew) : Optional.empty();
    }

    /** The tags of its events, in their one order. */
    public SortedSet<Tag> tags() {
        return tagsOf(events);
    }

    private static SortedSet<Tag> tagsOf(List<NewEvent> events) {
        SortedSet<Tag> tags = new TreeSet<>();
        events.forEach(event -> tags.addAll(event.tags()));
        return tags;
    }

    /** Whether events have tags, or the append rests on a boundary: it needs a transaction, and waits for its like. */
    public boolean usesTags() {
        return boundary().isPresent()
                || events.stream().anyMatch(event -> !event.tags().isEmpty());
    }

    /** The tags that it writes and those that its boundary names: nobody else may write events with these meanwhile. */
    public SortedSet<Tag> guardedTags() {
        SortedSet<Tag> guarded = new TreeSet<>(tags());
        boundary().ifPresent(boundary -> guarded.addAll(boundary.query().tags()));
        return guarded;
    }

    /** The streams that get events, in the one order in which all appends take them. */
    public SortedSet<StreamId> streams() {
        SortedSet<StreamId> streams = new TreeSet<>();
        events.forEach(event -> streams.add(event.stream()));
        return Collections.unmodifiableSortedSet(streams);
    }

    /** The streams whose sequence has to be known: those that get events, and those that are only named. */
    public SortedSet<StreamId> checkedStreams() {
        SortedSet<StreamId> streams = new TreeSet<>(streams());
        streams.addAll(expected.named());
        return Collections.unmodifiableSortedSet(streams);
    }

    /**
     * The streams that get no event and have to stay where they are expected, until the commit, with these sequences. A
     * stream that only has to exist cannot cease to.
     */
    public SortedMap<StreamId, Long> checkedOnly() {
        SortedMap<StreamId, Long> checkedOnly = new TreeMap<>();
        expected.named().forEach(stream -> {
            if (expected.of(stream) instanceof ExpectedSequence.Exactly exactly) {
                checkedOnly.put(stream, exactly.sequence());
            }
        });
        if (!checkedOnly.isEmpty()) {
            checkedOnly.keySet().removeAll(streams());
        }
        return checkedOnly;
    }

    /** The streams that nobody else may move on before the commit: those that get events, and those checked only. */
    public SortedSet<StreamId> guardedStreams() {
        SortedSet<StreamId> streams = new TreeSet<>(streams());
        streams.addAll(checkedOnly().keySet());
        return Collections.unmodifiableSortedSet(streams);
    }

    /**
     * Whether this batch was stored before.
     *
     * @param stored the events that are stored under ids of this batch
     * @return the first answer if all are stored, equal and in the same order, consecutive in each stream; empty if
     *     none is stored
     * @throws org.schemeless.eventstore.DuplicateEventException if an id is taken by something else
     */
    public Optional<AppendResult> replayOf(List<StoredEvent> stored) {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        List<StoredEvent> comparable = clear == null ? stored : clear.opening().apply(stored);
        List<NewEvent> batch = clear == null ? events : clear.events();
        Map<String, StoredEvent> byId =
                comparable.stream().collect(Collectors.toMap(StoredEvent::id, Function.identity()));
        return Optional.of(
                new AppendResult(AppendResult.stored(Replay.of(batch, byId)).events(), true));
    }

    /**
     * Checks what is expected of each stream, in the order of the batch, then that of the streams only named.
     *
     * @throws ConcurrencyError if a stream is elsewhere
     */
    public void check(Map<StreamId, Long> sequences) {
        violated(sequences).ifPresent(conflict -> {
            throw conflict;
        });
    }

    /** The first conflict between what is expected and these sequences. */
    public Optional<ConcurrencyError> violated(Map<StreamId, Long> sequences) {
        return first(stream -> !expected.of(stream).holds(sequences.getOrDefault(stream, 0L)), sequences);
    }

    /** The first stream that others have moved on between two looks, as a conflict. */
    public Optional<ConcurrencyError> moved(Map<StreamId, Long> before, Map<StreamId, Long> now) {
        return first(stream -> now.getOrDefault(stream, 0L) > before.getOrDefault(stream, 0L), now);
    }

    private Optional<ConcurrencyError> first(Predicate<StreamId> wrong, Map<StreamId, Long> sequences) {
        return Stream.concat(events.stream().map(NewEvent::stream), checkedStreams().stream())
                .filter(wrong)
                .findFirst()
                .map(stream -> new ConcurrencyError(stream, expected.of(stream), sequences.getOrDefault(stream, 0L)));
    }

    /** The events as they are stored if the streams are at these sequences, in the order of the batch. */
    public List<StoredEvent> sequenced(Map<StreamId, Long> sequences) {
        Map<StreamId, Long> last = new HashMap<>(sequences);
        List<StoredEvent> sequenced = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            long sequence = last.merge(event.stream(), 1L, Long::sum);
            sequenced.add(stored(event, sequence));
        }
        return sequenced;
    }

    private static StoredEvent stored(NewEvent event, long sequence) {
        return new StoredEvent(
                idOf(event),
                event.stream(),
                sequence,
                null,
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                Objects.requireNonNull(event.created()),
                event.tags(),
                event.personal());
    }
}
