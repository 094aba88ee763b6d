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
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Reads events, past the persistence context: they never change under it. */
@Dependent
class EventQueries {

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
        List<String> all = ids.stream().filter(EventQueries::mayExist).toList();
        List<StoredEvent> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += IDS_PER_QUERY) {
            List<String> some = all.subList(from, Math.min(all.size(), from + IDS_PER_QUERY));
            found.addAll(events(query("e.id IN :ids").setParameter("ids", some)));
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
