/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import java.util.concurrent.TimeUnit;

/**
 * The rounds of the sequencer, for those who wait for one to end. While somebody waits there is no pause between them.
 */
final class SequencerRounds {

    private long ended;
    private int waiting;

    synchronized void ended() {
        ended++;
        notifyAll();
    }

    /** How many have ended. */
    synchronized long count() {
        return ended;
    }

    /** Returns when more rounds than these have ended, at the latest after this time. */
    synchronized void awaitEnd(long before, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        waiting++;
        notifyAll();
        try {
            for (long left = nanos; ended == before && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } finally {
            waiting--;
        }
    }

    /** Returns after this time, or as soon as somebody waits. */
    synchronized void pause(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; waiting == 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
