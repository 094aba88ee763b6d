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
public final class Sweep {

    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private final FenceSweep fences;
    private final ObjectSweep objects;
    private final Duration minimumAge;

    public Sweep(FenceSweep fences, ObjectSweep objects, Duration minimumAge) {
        this.fences = fences;
        this.objects = objects;
        this.minimumAge = minimumAge;
    }

    /** The run of a timer: a failure is logged, and what it left is found the next time. */
    public void runQuietly() {
        try {
            run();
        } catch (RuntimeException e) {
            Mishaps.tell(LOG, "the search for what killed writers left broke off", e);
        }
    }

    public void run() {
        Instant before = Instant.now().minus(minimumAge);
        fences.run(before);
        objects.run(before);
    }
}
