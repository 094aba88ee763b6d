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
        return events(query("e.domain = :domain AND e.identifier = :identifier AND e.sequence > :after"
                        + " ORDER BY e.domain, e.identifier, e.sequence")
                .setParameter("domain", stream.domain())
                .setParameter("identifier", stream.identifier())
                .setParameter("after", after)
                .setMaxResults(limit));
    }

    List<StoredEvent> withIds(Collection<String> ids) {
        return byIds(
                ids, some -> query("e.id IN :ids").setParameter("ids", some).getResultStream());
    }

    /** As they are committed now, whatever the snapshot of this transaction shows. For MySQL and MariaDB only. */
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
            read.apply(some).map(EventRow::toEvent).forEach(found::add);
        }
        return found;
    }

    List<StoredEvent> withPositionAfter(long after, int limit) {
        return events(query("e.position > :after ORDER BY e.position")
                .setParameter("after", after)
                .setMaxResults(limit));
    }

    /** No name ends with a blank, and MySQL, whose comparison overlooks it there, would take it for another. */
    static boolean mayExist(String id) {
        return !id.endsWith(" ");
    }

    /** Rows by a condition and order in JPQL, read past the persistence context. */
    TypedQuery<EventRow> query(String condition) {
        return entityManager
                .createQuery("SELECT e FROM EventRow e WHERE " + condition, EventRow.class)
                .setHint("eclipselink.maintain-cache", false);
    }

    private static List<StoredEvent> events(TypedQuery<EventRow> query) {
        return query.getResultStream().map(EventRow::toEvent).toList();
    }
}
