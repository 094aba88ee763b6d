/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.service.personal.Erasures;

/** A subscription of the store's own that is given events of erasures like any other ones. */
public interface TakesErasures extends Subscription {

    /** Whether it wants them. */
    boolean takesErasures();

    /** What handles events that are no erasures. */
    interface Handling {

        void handle(List<StoredEvent> events) throws Exception;
    }

    /**
     * Gives each what is meant for it, in the order of the events: erasures to a listener, and what stands between them
     * to who handles events.
     *
     * @param listener told of erasures if it is an {@link ErasureListener}
     */
    static void inOrder(List<StoredEvent> events, Handling handling, Object listener) throws Exception {
        List<StoredEvent> before = new ArrayList<>();
        for (StoredEvent event : events) {
            if (!Erasures.isErasure(event)) {
                before.add(event);
                continue;
            }
            handle(before, handling);
            before.clear();
            Optional<KeyId> key = Erasures.keyOf(event);
            if (key.isPresent() && listener instanceof ErasureListener told) {
                told.erased(key.get());
            }
        }
        handle(before, handling);
    }

    private static void handle(List<StoredEvent> events, Handling handling) throws Exception {
        if (!events.isEmpty()) {
            handling.handle(List.copyOf(events));
        }
    }
}
