/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.Append;

/**
 * Those events of an import that are not there yet. Each one continues its stream, or is what stands at its place
 * already.
 */
public final class MissingEvents {

    /** Where an event stands in its stream. */
    public record Place(StreamId stream, long sequence) {

        public static Place of(StoredEvent event) {
            return new Place(event.stream(), event.sequence());
        }
    }

    private final UnaryOperator<List<StoredEvent>> opening;
    private final Map<StreamId, Long> heads;
    private final Map<StreamId, Long> reached;
    private final Map<Place, StoredEvent> known;
    private final Set<String> ids = new HashSet<>();
    private final List<NewEvent> events = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();

    /**
     * @param stored what stands at the places of the events that are added, up to the heads, as it is stored
     * @param opening gives stored events with personal members in the clear: those that come so are compared with them
     */
    public MissingEvents(
            Map<StreamId, Long> heads, Map<Place, StoredEvent> stored, UnaryOperator<List<StoredEvent>> opening) {
        this.opening = opening;
        this.heads = heads;
        this.reached = new HashMap<>(heads);
        this.known = new HashMap<>(stored);
    }

    /** @throws ImportRefusedException if it cannot stand where it says */
    public void add(int index, StoredEvent event) {
        try {
            add(event, index);
        } catch (ConcurrencyError | DuplicateEventException | InvalidEventException e) {
            throw new ImportRefusedException(index, e);
        }
    }

    private void add(StoredEvent event, int index) {
        long next = reached.getOrDefault(event.stream(), 0L) + 1;
        if (event.sequence() > next) {
            throw conflict(event);
        }
        if (event.sequence() < next) {
            requireSame(event, known.get(Place.of(event)));
            return;
        }
        if (!ids.add(event.id())) {
            throw new DuplicateEventException(event.id(), "another event of the import has it");
        }
        reached.put(event.stream(), next);
        known.put(Place.of(event), event);
        events.add(asNew(event));
        indexes.add(index);
    }

    private void requireSame(StoredEvent event, @Nullable StoredEvent here) {
        if (here == null || !event.id().equals(here.id())) {
            throw conflict(event);
        }
        if (!event.created().equals(here.created())) {
            throw new DuplicateEventException(event.id(), "the stored event has another time");
        }
        Append again = IdsAndTimes.complete(List.of(asNew(event)), ExpectedSequence.any());
        boolean clear = event.personal().stream().anyMatch(members -> members.form() == PersonalMembers.Form.CLEAR);
        (clear ? again.sealed(again.events(), opening) : again).replayOf(List.of(here));
    }

    private ConcurrencyError conflict(StoredEvent event) {
        return new ConcurrencyError(
                event.stream(), ExpectedSequence.exactly(event.sequence() - 1), heads.getOrDefault(event.stream(), 0L));
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    public List<NewEvent> events() {
        return events;
    }

    public Set<StreamId> streams() {
        return events.stream().map(NewEvent::stream).collect(Collectors.toSet());
    }

    /** Each of their streams is where it was. */
    public ExpectedSequence expected() {
        Map<StreamId, ExpectedSequence.ForStream> expected = new HashMap<>();
        events.forEach(event ->
                expected.put(event.stream(), ExpectedSequence.exactly(heads.getOrDefault(event.stream(), 0L))));
        return ExpectedSequence.perStream(expected);
    }

    /** The index of the event that an error of their append is about. */
    public int indexOf(RuntimeException error) {
        for (int i = 0; i < events.size(); i++) {
            if (isAbout(error, i)) {
                return indexes.get(i);
            }
        }
        return indexes.get(0);
    }

    private boolean isAbout(RuntimeException error, int i) {
        if (error instanceof ConcurrencyError conflict) {
            return conflict.getStream().equals(events.get(i).stream());
        }
        if (error instanceof InvalidEventException invalid) {
            return invalid.getIndex().equals(OptionalInt.of(i));
        }
        return error instanceof DuplicateEventException duplicate
                && duplicate.getId().equals(events.get(i).id());
    }

    private static NewEvent asNew(StoredEvent event) {
        return new NewEvent(
                event.id(),
                event.stream(),
                event.type(),
                event.payload(),
                event.meta(),
                event.correlationId(),
                event.causationId(),
                event.created(),
                event.tags(),
                null,
                event.personal());
    }
}
