/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schemeless.eventstore.EventsAppended;

/**
 * Gives positions soon after each commit, behind the writers' backs. Every node has one; the storage lets one work at a
 * time. What a killed node leaves without positions, the next wake-up on any node finishes.
 */
@ApplicationScoped
class Sequencer {

    private static final Logger LOG = System.getLogger(Sequencer.class.getName());

    private final AtomicBoolean due = new AtomicBoolean();

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private Log log;

    @Inject
    private Followers followers;

    void appended(@Observes EventsAppended notice) {
        wake();
    }

    /** One run is due at a time; it begins by allowing the next, so that no commit is overlooked. */
    void wake() {
        if (due.compareAndSet(false, true)) {
            begin();
        }
    }

    private void begin() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            due.set(false);
            LOG.log(Level.WARNING, "the server has no thread for the sequencer now; the next wake-up tries again", e);
        }
    }

    private void run() {
        due.set(false);
        try {
            log.number();
            followers.wake();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "events are stored but have no position yet; the next run tries again", e);
        }
    }
}
