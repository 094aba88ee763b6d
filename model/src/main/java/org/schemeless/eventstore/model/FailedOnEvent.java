/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.UnreadableEventException;

/**
 * What is told of a failure of code that was given an event. What an exception says often has the value that it fell
 * over, and goes into logs and tables, where no erasure reaches it: of an event with personal members only the class of
 * the exception is told.
 */
final class FailedOnEvent {

    private FailedOnEvent() {}

    static UnreadableEventException unreadable(StoredEvent event, String what, Throwable cause) {
        return event.personal().isEmpty()
                ? new UnreadableEventException(event.id(), what + " (" + cause + ")", cause)
                : new UnreadableEventException(
                        event.id(),
                        what + " (" + cause.getClass().getName()
                                + ", whose text is not told since the event has personal members)",
                        null);
    }
}
