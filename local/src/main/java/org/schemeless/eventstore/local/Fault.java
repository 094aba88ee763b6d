/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What happens to bytes on their way. */
interface Fault {

    /** Who sent the bytes. */
    enum Sender {
        CLIENT,
        SERVER
    }

    /**
     * Called before the bytes go on; may take its time.
     *
     * @throws IOException if the connection is to be reset instead
     */
    void strike(ProxiedConnection connection, Sender sender, String bytes) throws IOException, InterruptedException;

    /** Called when another one takes over. */
    default void end() {}

    static Fault none() {
        return (connection, sender, bytes) -> {};
    }

    static Fault delay(Duration time) {
        return (connection, sender, bytes) -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    static Fault refuse() {
        return (connection, sender, bytes) -> {
            throw new IOException("refused");
        };
    }

    static Fault blackHole() {
        CountDownLatch ended = new CountDownLatch(1);
        return new Fault() {
            @Override
            public void strike(ProxiedConnection connection, Sender sender, String bytes) throws InterruptedException {
                ended.await();
            }

            @Override
            public void end() {
                ended.countDown();
            }
        };
    }

    static Fault cutAnswerTo(Predicate<String> request) {
        AtomicReference<ProxiedConnection> struck = new AtomicReference<>();
        return (connection, sender, bytes) -> {
            if (sender == Sender.CLIENT && request.test(bytes)) {
                struck.compareAndSet(null, connection);
            } else if (sender == Sender.SERVER && struck.get() == connection) {
                throw new IOException("cut");
            }
        };
    }

    /** Resets the connection instead of passing on the first bytes of this sender that match; only once. */
    static Fault cut(Sender by, Predicate<String> match) {
        AtomicBoolean struck = new AtomicBoolean();
        return (connection, sender, bytes) -> {
            if (sender == by && match.test(bytes) && struck.compareAndSet(false, true)) {
                throw new IOException("cut");
            }
        };
    }
}
