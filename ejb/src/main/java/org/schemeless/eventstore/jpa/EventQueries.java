/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Reads events, past the persistence context: they never change under it. */
@Dependent
class EventQueries {

    /** Makes a read see what is committed now, past the snapshot of its transaction. MySQL's words; MariaDB has no FOR SHARE. */
    static final String LATEST = " LOCK IN SHARE MODE";

    private static final int IDS_PER_QUERY = 1000;

    private final EntityManager entityManager;

    @Inject
    EventQueries(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The order names the whole key so that H2, too, reads the index in order and stops at the limit. */
    List<StoredEvent> ofStream(StreamId stream, long after, int limit) {
        return positioned(query("e.domain = :domain AND e.identifier = :identifier AND e.sequence > :after"
                        + " ORDER BY e.domain, e.identifier, e.sequence")
                .setParameter("domain", stream.domain())
                .setParameter("identifier", stream.identifier())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList());
    }

    Optional<StoredEvent> withId(String id) {
        List<EventRow> rows =
                mayExist(id) ? query("e.id = :id").setParameter("id", id).getResultList() : List.of();
        return positioned(rows).stream().findFirst();
    }

    /**
     * Rows that follow each other in a stream: only the first of them can be without the first of its run. If that one gets
     * its position between the two questions, this one has it as well; those after it still show none.
     */
    private List<StoredEvent> positioned(List<EventRow> rows) {
        List<StoredEvent> events = new ArrayList<>(rows.size());
        long first = 0;
        for (EventRow row : rows) {
            if (row.runOffset() == 0) {
                first = row.position();
            } else if (events.isEmpty()) {
                first = firstPosition(row);
            }
            events.add(row.toEvent(first));
        }
        return events;
    }

    private long firstPosition(EventRow row) {
        return entityManager
                .createQuery(
                        "SELECT e.position FROM EventRow e WHERE e.domain = :domain AND e.identifier = :identifier"
                                + " AND e.sequence = :sequence",
                        Long.class)
                .setParameter("domain", row.stream().domain())
                .setParameter("identifier", row.stream().identifier())
                .setParameter("sequence", row.firstSequence())
                .getSingleResult();
    }

    /** Without their positions. */
    List<StoredEvent> withIds(Collection<String> ids) {
        return byIds(
                ids, some -> query("e.id IN :ids").setParameter("ids", some).getResultStream());
    }

    /** As they are committed now, whatever the snapshot of this transaction shows; without positions. For MySQL and MariaDB only. */
    List<StoredEvent> latestWithIds(Collection<String> ids) {
        return byIds(ids, this::latest);
    }

    private Stream<EventRow> latest(List<String> ids) {
        Query query = entityManager
                .createNativeQuery(
                        "SELECT * FROM eventstore_event WHERE event_id IN ("
                                + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")" + LATEST,
                        EventRow.class)
                .setHint("eclipselink.maintain-cache", false);
        for (int i = 0; i < ids.size(); i++) {
            query.setParameter(i + 1, ids.get(i));
        }
        return ((List<?>) query.getResultList()).stream().map(EventRow.class::cast);
    }

    private static List<StoredEvent> byIds(Collection<String> ids, Function<List<String>, Stream<EventRow>> read) {
        List<String> all = ids.stream().filter(EventQueries::mayExist).toList();
        List<StoredEvent> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += IDS_PER_QUERY) {
            List<String> some = all.subList(from, Math.min(all.size(), from + IDS_PER_QUERY));
            read.apply(some).map(row -> row.toEvent(0)).forEach(found::add);
        }
        return found;
    }

    /** No name ends with a blank, and MySQL, whose comparison overlooks it there, would take it for another. */
    static boolean mayExist(String id) {
        return !id.endsWith(" ");
    }

    private TypedQuery<EventRow> query(String condition) {
        return entityManager
                .createQuery("SELECT e FROM EventRow e WHERE " + condition, EventRow.class)
                .setHint("eclipselink.maintain-cache", false);
    }
}
