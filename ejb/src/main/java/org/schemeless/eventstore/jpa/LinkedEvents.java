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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.LookupPage;

/**
 * Pages of events that share a causation or correlation id: first those with a position, then those without, in the
 * order of writing. One number says where a page ends: a position, or, from {@link #ROWS} on, a row.
 */
@Dependent
class LinkedEvents {

    /** Above every position: ends of pages from here on are row ids. */
    private static final long ROWS = 1L << 52;

    private final EventQueries events;

    @Inject
    LinkedEvents(EventQueries events) {
        this.events = events;
    }

    /** One more row than asked for tells whether there is another page. */
    LookupPage page(CausalLink link, String id, long after, int limit) {
        if (!EventQueries.mayExist(id)) {
            return new LookupPage(List.of(), null);
        }
        List<EventRow> rows = rows(link, id, after, limit + 1);
        List<EventRow> page = rows.subList(0, Math.min(limit, rows.size()));
        @Nullable Long next = rows.size() > limit ? end(page.get(limit - 1)) : null;
        return new LookupPage(page.stream().map(EventRow::toEvent).toList(), next);
    }

    private static Long end(EventRow row) {
        @Nullable Long position = row.position();
        return position == null ? ROWS + row.rowId() : position;
    }

    /** In one statement: between two, the sequencer could give a position to what then neither of them finds. */
    private List<EventRow> rows(CausalLink link, String id, long after, int limit) {
        String linked = (link == CausalLink.CAUSATION ? "e.causationId" : "e.correlationId") + " = :id AND ";
        String condition = after >= ROWS
                ? linked + "e.rowId > :after ORDER BY e.rowId"
                : linked + "(e.position > :after OR e.position IS NULL)"
                        + " ORDER BY CASE WHEN e.position IS NULL THEN 1 ELSE 0 END, e.position, e.rowId";
        return events.query(condition)
                .setParameter("id", id)
                .setParameter("after", after >= ROWS ? after - ROWS : after)
                .setMaxResults(limit)
                .getResultList();
    }
}
