/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.jpa.table.EventStoreUnit;
import org.schemeless.eventstore.spi.Parts;

/** Reads events by their ids, past the persistence context: they never change under it. */
@Dependent
public class EventReads {

    /**
     * Makes a read see what is committed now, past the snapshot of its transaction. MySQL's words; MariaDB has no FOR
     * SHARE.
     */
    static final String LATEST = " LOCK IN SHARE MODE";

    /** An event, and the position of the first of its run: in one question, since between two it could get it. */
    private static final String WITH_FIRST = "SELECT e, f.position FROM EventRow e, EventRow f WHERE e.id = :id"
            + " AND f.domain = e.domain AND f.identifier = e.identifier AND f.sequence = e.sequence - e.runOffset";

    /** The same of several events. */
    private static final String ALL_WITH_FIRST = WITH_FIRST.replace("= :id ", "IN :ids ");

    static final int IDS_PER_QUERY = 1000;

    private final EntityManager entityManager;

    @Inject
    EventReads(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public Optional<StoredEvent> withId(String id) {
        return Stream.of(id)
                .filter(EventReads::mayExist)
                .flatMap(some -> query(WITH_FIRST, Object[].class).setParameter("id", some).getResultList().stream())
                .map(row -> ((EventRow) row[0]).toEvent((Long) row[1]))
                .findFirst();
    }

    /** Those that there are, with their positions, in the order of the ids. */
    public List<StoredEvent> inOrder(List<String> ids) {
        Map<String, StoredEvent> found = new HashMap<>();
        for (List<String> some :
                Parts.of(ids.stream().filter(EventReads::mayExist).toList(), IDS_PER_QUERY)) {
            query(ALL_WITH_FIRST, Object[].class)
                    .setParameter("ids", some)
                    .getResultStream()
                    .map(row -> ((EventRow) row[0]).toEvent((Long) row[1]))
                    .forEach(event -> found.put(event.id(), event));
        }
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }

    /** Without their positions. */
    public List<StoredEvent> withIds(Collection<String> ids) {
        return byIds(
                ids,
                some -> query("SELECT e FROM EventRow e WHERE e.id IN :ids", EventRow.class)
                        .setParameter("ids", some)
                        .getResultStream());
    }

    /**
     * The events as they are committed now, whatever the snapshot of this transaction shows; without positions. For
     * MySQL and MariaDB only.
     */
    public List<StoredEvent> latestWithIds(Collection<String> ids) {
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
        List<String> all = ids.stream().filter(EventReads::mayExist).toList();
        List<StoredEvent> found = new ArrayList<>();
        for (List<String> some : Parts.of(all, IDS_PER_QUERY)) {
            read.apply(some).map(row -> row.toEvent(0)).forEach(found::add);
        }
        return found;
    }

    /** No name ends with a blank, and MySQL, whose comparison overlooks it there, would take it for another. */
    static boolean mayExist(String id) {
        return !id.endsWith(" ");
    }

    private <T> TypedQuery<T> query(String text, Class<T> result) {
        return entityManager.createQuery(text, result).setHint("eclipselink.maintain-cache", false);
    }
}
