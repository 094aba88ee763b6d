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
 * still, and the number is limited all the same, since after small events large ones may come. A storage that leaves
 * large ones out of a slice reads more at once: all of its events, but for the first, then have room by their number.
 */
public final class SliceSize {

    private static final int FIRST = 25;
    private static final int MOST = 64;

    /** The events of a page over HTTP, unless it is asked for another number: they are one slice. */
    private static final int MOST_OF_SHARES = 100;

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
        return next(wanted, begun ? MOST : FIRST);
    }

    /** The same where the slice ends before an event that has more characters than its {@link #share}. */
    public int nextOfShares(long wanted) {
        return next(wanted, MOST_OF_SHARES);
    }

    private int next(long wanted, int most) {
        long fitting = Math.max(1, (maxCharacters - characters) / largest);
        return (int) Math.min(Math.min(most, wanted), fitting);
    }

    /** The characters that each of so many events may have, so that the page has no more of them than it may have. */
    public long share(int events) {
        return (maxCharacters - characters) / events;
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
