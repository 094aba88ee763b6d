/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * Lets unwrapped keys go when their time is over, and looks for erasures that were not brought to an end. Public
 * because a session bean must be; not for applications.
 */
@Singleton
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PersonalTimer {

    private static final Logger LOG = System.getLogger(PersonalTimer.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** The log is looked at so often, or as often as the cache is emptied. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Inject
    private KeyCache cache;

    @Inject
    private MasterKeyRing masters;

    @Inject
    private SubjectKeys keys;

    @Inject
    private ErasureReplay erasures;

    private final AtomicLong looked = new AtomicLong(System.nanoTime());

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void purge() {
        cache.purge(PERIOD);
    }

    /** Keys that are kept elsewhere than events go after the commit, by whoever lives on. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void finishErasures() {
        if (masters.isThere() && !keys.isInTransactionOfEvents() && isDue()) {
            finish();
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        long last = looked.get();
        long wait = Math.min(LONGEST.toNanos(), cache.time().toNanos());
        return now - last >= wait && looked.compareAndSet(last, now);
    }

    private void finish() {
        try {
            erasures.run();
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "the erasures of the log could not be looked at; they will be again", e);
        }
    }
}
