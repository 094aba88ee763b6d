/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import org.schemeless.eventstore.InvalidEventException;

/**
 * How much a boundary may have, where whoever asks must not fill the memory.
 *
 * @param events so many at most
 * @param characters of payload and meta, in UTF-16, of all events together
 */
public record BoundaryBounds(int events, long characters) {

    public static final BoundaryBounds NONE = new BoundaryBounds(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** @throws InvalidEventException if there are more events */
    public void requireEvents(int found) {
        if (found > events) {
            throw new InvalidEventException("query", "finds more than " + events + " events", allowed());
        }
    }

    /** @throws InvalidEventException if the events have more characters */
    public void requireCharacters(long found) {
        if (found > characters) {
            throw new InvalidEventException(
                    "query",
                    "finds events whose payload and meta have more than " + characters + " characters",
                    allowed());
        }
    }

    private String allowed() {
        return "up to " + events + " events and " + characters + " characters; name more tags, or types";
    }
}
