/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import org.schemeless.eventstore.StoredEvent;

/**
 * How many events the next slice of a page has. A page that may have so many characters is read in slices, since a
 * database's driver has the whole answer to a question in memory: the largest event so far tells how many have room
 * still, and the number is limited all the same, since after small events large ones may come.
 */
public final class SliceSize {

    private static final int FIRST = 25;
    private static final int MOST = 64;

    private final long maxCharacters;
    private long characters;
    private long largest = 1;
    private boolean begun;

    /**
     * @param maxCharacters of payload and meta in UTF-16, which the last event may exceed; a page has one event at
     * least
     */
    public SliceSize(long maxCharacters) {
        // a page of nothing would never lead on
        this.maxCharacters = Math.max(1, maxCharacters);
    }

    /** Whether the events of the page have as many characters as it may have. */
    public boolean isFull() {
        return characters >= maxCharacters;
    }

    /** The events to ask for next: at least one, and at most those that are wanted. */
    public int next(long wanted) {
        long fitting = Math.max(1, (maxCharacters - characters) / largest);
        return (int) Math.min(Math.min(begun ? MOST : FIRST, wanted), fitting);
    }

    /** Takes note of an event that was read, whether it is of the page or not. */
    public void read(StoredEvent event) {
        begun = true;
        largest = Math.max(largest, event.characters());
    }

    /** Takes note of an event of the page. */
    public void add(StoredEvent event) {
        characters += event.characters();
    }
}
