/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicInteger;
import org.schemeless.eventstore.EventStorage;

/** Lets the store's log stand still for a while: appends get no positions until it goes on. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
abstract class SequencerSwitch implements EventStorage {

    private static final AtomicInteger HOLDS = new AtomicInteger();

    @Inject
    @Delegate
    private EventStorage storage;

    static void hold() {
        HOLDS.incrementAndGet();
    }

    static void release() {
        HOLDS.decrementAndGet();
    }

    @Override
    public boolean assignPositions() {
        return HOLDS.get() == 0 && storage.assignPositions();
    }
}
