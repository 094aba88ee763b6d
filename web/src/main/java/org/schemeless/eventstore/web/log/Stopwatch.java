/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.time.Duration;

/** Tells whether some time has passed since something happened. */
final class Stopwatch {

    private final long nanos;
    private long started = System.nanoTime();

    Stopwatch(Duration time) {
        this.nanos = time.toNanos();
    }

    void restart() {
        started = System.nanoTime();
    }

    boolean isOver() {
        return System.nanoTime() - started >= nanos;
    }
}
