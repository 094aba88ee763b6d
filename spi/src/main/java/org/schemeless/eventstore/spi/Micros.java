/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as every storage keeps them: whole microseconds since 1970-01-01T00:00Z, whatever the time zone. */
public final class Micros {

    private Micros() {}

    /**
     * The microseconds of a time of the years 1 to 9999; what is less than one is cut. Not by {@code MICROS.between},
     * which counts nanoseconds first and so ends 292 years from 1970.
     */
    public static long of(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    /** The time that was kept as so many microseconds. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
