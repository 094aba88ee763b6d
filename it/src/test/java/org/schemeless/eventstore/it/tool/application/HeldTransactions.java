/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Transactions that stay open until somebody lets them go on. */
@ApplicationScoped
public class HeldTransactions {

    private static final int MINUTES = 3;

    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

    /** Holds the caller up until he is released, after he has said that he is there. */
    public void hold(String name, Runnable ready) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        gates.put(name, gate);
        try {
            ready.run();
            if (!gate.await(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(name + " was not released in " + MINUTES + " minutes");
            }
        } finally {
            gates.remove(name);
        }
    }

    public void release(String name) {
        gates.get(name).countDown();
    }
}
