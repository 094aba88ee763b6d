/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.transfer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Tries again what a broken connection or a store that is away for a while has prevented. */
final class Patience {

    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private int failures;

    /** A piece of work over the network. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Does the work, again and again if need be, with longer and longer pauses: one to two minutes in all. */
    void insistOn(Work work) throws IOException, InterruptedException {
        while (true) {
            try {
                work.run();
                failures = 0;
                return;
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                failures++;
                if (failures == ATTEMPTS) {
                    throw new IOException(
                            "Given up after " + ATTEMPTS + " attempts; repeat the command to go on: " + e, e);
                }
                TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << failures);
            }
        }
    }

    /** Something has been done: what fails next fails for the first time. */
    void progressed() {
        failures = 0;
    }
}
