/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.web.problem.ProblemType;
import org.schemeless.eventstore.web.problem.ServiceAnswer;

/** The log by pages; a problem 501 where the storage keeps none. */
@ApplicationScoped
public class LogReader {

    @EJB
    EventStoreService store;

    /** @see EventStoreService#readAll */
    public List<StoredEvent> read(long after, int limit, boolean sealed) {
        return ask(() -> sealed ? store.readAllSealed(after, limit) : store.readAll(after, limit));
    }

    /** @see EventStoreService#readLog(long, int, LogFilter, long) */
    public LogPage page(long after, int limit, LogFilter filter, long maxCharacters, boolean sealed) {
        return ask(() -> sealed
                ? store.readSealedLog(after, limit, filter, maxCharacters)
                : store.readLog(after, limit, filter, maxCharacters));
    }

    /** @see EventStoreService#readNext */
    List<StoredEvent> next(long after, int limit) {
        return ask(() -> store.readNext(after, limit));
    }

    /** @see EventStoreService#getLogEnd(String) */
    LogEnd end(@Nullable String until) {
        return ask(() -> until == null ? store.getLogEnd() : store.getLogEnd(until));
    }

    private static <T> T ask(Supplier<T> question) {
        return ServiceAnswer.of(
                question,
                ProblemType.LOG_NOT_AVAILABLE,
                "Events can be read by stream, id and causal id; see the documentation of the storage");
    }
}
