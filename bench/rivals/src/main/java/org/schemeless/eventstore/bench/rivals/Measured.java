/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

/**
 * What clients have done.
 *
 * @param calls of all of them
 * @param events appended or read
 * @param tries of appends, those that failed included
 * @param nanos from the start of all to the end of the last
 */
record Measured(long calls, long events, long tries, long nanos) {

    static final Measured NOTHING = new Measured(0, 0, 0, 0);

    Measured plus(Measured other) {
        return new Measured(
                calls + other.calls, events + other.events, tries + other.tries, Math.max(nanos, other.nanos));
    }

    /** Lines of the form of Java's properties. */
    @Override
    public String toString() {
        return "calls=" + calls + "\nevents=" + events + "\ntries=" + tries + "\nnanos=" + nanos + "\n";
    }
}
