/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.List;
import org.schemeless.eventstore.StreamId;

/** Messages of an application that uses the store, by the messaging service of its server. */
public interface Messages {

    /** Sends a message as part of the current transaction. */
    void send(String text);

    /**
     * Waits for this message and takes it, in a transaction of its own; gives those that came before it, oldest first.
     */
    List<String> takeUntil(String text);

    /**
     * Sends, as part of the current transaction, an order to append an event; once that is done, {@link #done} is sent.
     */
    void order(Order order);

    /** How often this order was delivered. */
    int deliveries(Order order);

    /** What the receiver of an order sends in the transaction in which it has succeeded. */
    static String done(Order order) {
        return "done: " + order.eventId();
    }

    /** An event that the receiver of a message appends, and what becomes of the first delivery. */
    record Order(StreamId stream, String eventId, First first) {}

    /** What becomes of the first delivery. */
    enum First {
        SUCCEEDS,
        /** The event is appended, then the transaction rolled back. */
        ROLLED_BACK,
        /** The event is appended in a transaction of its own, then that of the message is rolled back. */
        APPENDED_AND_ROLLED_BACK
    }
}
