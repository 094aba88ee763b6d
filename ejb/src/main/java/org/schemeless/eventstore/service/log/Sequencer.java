/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * Assigns positions soon after each commit, behind the writers' backs. Every node has one; the storage lets one work at
 * a time. What a killed node leaves without positions, the next wake-up on any node finishes.
 *
 * <p>After a rest the first commit gets its positions at once. After each run there is a pause, and what was committed
 * in it gets them together: a transaction for each commit would cost the writers a good part of what they can do. One
 * thread does all runs until nothing was committed in the pause, since to begin a thread of the server took as long as
 * the run.
 */
@ApplicationScoped
public class Sequencer {

    private static final Logger LOG = System.getLogger(Sequencer.class.getName());
    private static final long PAUSE_NANOS = 20_000_000;

    private final CoalescingRun runs = new CoalescingRun();
    private final SequencerRounds rounds = new SequencerRounds();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    /** Whether the last run failed: an outage is told when it begins and when it ends. */
    private volatile boolean fails;

    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    private ManagedThreadFactory threads;

    @Inject
    private PositionAssignment positions;

    /** Registers a listener that runs after each round, in the thread of the sequencer: it has to throw nothing. */
    public void afterEachRound(Runnable listener) {
        listeners.add(listener);
    }

    void appended(@Observes EventsAppended notice) {
        wake();
    }

    void wake() {
        if (runs.call()) {
            begin();
        }
    }

    /**
     * Wakes it, and returns when it has assigned positions once, at the latest after this time. Needs no lock of the
     * storage.
     */
    void awaitRound(long nanos) throws InterruptedException {
        long before = rounds.count();
        wake();
        rounds.awaitEnd(before, nanos);
    }

    private void begin() {
        boolean begun = false;
        try {
            threads.newThread(this::runs).start();
            begun = true;
        } catch (IllegalStateException e) {
            Mishaps.tell(LOG, "the server has no thread for the sequencer now; the next wake-up tries again", e);
        } finally {
            if (!begun) {
                runs.giveUp();
            }
        }
    }

    private void runs() {
        boolean rests = false;
        try {
            while (!rests) {
                runs.begin();
                assign();
                rounds.pause(PAUSE_NANOS);
                rests = !runs.end();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the server ends the sequencer's thread; the next wake-up tries again", e);
        } finally {
            if (!rests) {
                runs.giveUp();
            }
        }
    }

    /** While writers are faster there is no end of it: each round is told of. */
    private void assign() {
        boolean more = true;
        while (more) {
            more = round();
            rounds.ended();
            listeners.forEach(Runnable::run);
        }
    }

    /** @return whether there may be more to do now */
    private boolean round() {
        try {
            boolean more = positions.round();
            if (fails) {
                LOG.log(Level.INFO, "events get positions again");
            }
            fails = false;
            return more;
        } catch (RuntimeException e) {
            String text = "events get no positions now; each run tries again: " + Mishaps.line(e);
            LOG.log(fails ? Level.DEBUG : Level.WARNING, text);
            LOG.log(Level.DEBUG, text, e);
            fails = true;
            return false;
        }
    }
}
