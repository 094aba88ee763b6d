/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import org.schemeless.eventstore.logging.Mishaps;

/**
 * Removes what killed writers left, in the table and in the bucket. What is younger than a minimum age may belong to an
 * append that is under way and stays. May run on several nodes at once, beside writers, and again.
 */
public final class Sweeper {

    private static final Logger LOG = System.getLogger(Sweeper.class.getName());

    private final FenceSweeper fences;
    private final ObjectSweeper objects;
    private final Duration minimumAge;

    public Sweeper(FenceSweeper fences, ObjectSweeper objects, Duration minimumAge) {
        this.fences = fences;
        this.objects = objects;
        this.minimumAge = minimumAge;
    }

    /** The call of a timer: a failure is logged, and what it left is found the next time. */
    public void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "the search for what killed writers left broke off", e);
        }
    }

    /** One sweep, of the table and then of the bucket; what it leaves since it fails is found by the next one. */
    public void sweep() {
        Instant before = Instant.now().minus(minimumAge);
        fences.sweep(before);
        objects.sweep(before);
    }
}
