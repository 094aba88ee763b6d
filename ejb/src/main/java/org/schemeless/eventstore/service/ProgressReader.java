/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.service.view.ViewBuilds;

/**
 * Reads how all are doing on a thread of the container, so that nobody has to wait for a backend that does not answer.
 * Public because a session bean must be; not for applications.
 */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProgressReader {

    private static final Logger LOG = System.getLogger(ProgressReader.class.getName());

    @Inject
    private Progress progress;

    @Inject
    private ViewBuilds builds;

    @EJB
    private ViewsService views;

    /** @return empty if it cannot be read now, or there is no log */
    @Asynchronous
    public Future<Optional<LogStatus>> read() {
        try {
            return new AsyncResult<>(Optional.of(progress.now()));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "how the log and its subscriptions are doing cannot be read now", e);
            return new AsyncResult<>(Optional.empty());
        }
    }

    /** @return empty if they cannot be read now, or the application has no view */
    @Asynchronous
    public Future<Optional<List<ViewStatus>>> readViews() {
        if (!builds.hasViews()) {
            return new AsyncResult<>(Optional.empty());
        }
        try {
            return new AsyncResult<>(Optional.of(views.status()));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "how the views are doing cannot be read now", e);
            return new AsyncResult<>(Optional.empty());
        }
    }
}
