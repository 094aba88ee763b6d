/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after a lost race: longer after each, and never two writers alike, so that they do not meet again.
 */
final class Pauses {

    static final Duration BY_DEFAULT = Duration.ofMillis(100);

    private static final double FIRST_NANOS = Duration.ofMillis(2).toNanos();
    private static final int MOST_DOUBLINGS = 30;

    private Pauses() {}

    /**
     * Between half and all of 2 ms after the first lost race, twice as long after each other one, and never longer
     * than the longest.
     *
     * @param races how many were lost, from 1
     */
    static Duration after(int races, Duration longest) {
        double full = Math.min(FIRST_NANOS * Math.pow(2, Math.min(races - 1, MOST_DOUBLINGS)), longest.toNanos());
        return Duration.ofNanos((long) (full * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }

    /** Waits, unless the thread is interrupted, which it then stays; whether it has waited. */
    static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
