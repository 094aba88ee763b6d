/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import java.util.Set;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.ViewBuild;

/** What this node has for a version of a view. */
abstract class ViewClass {

    private static final int MOST_SEGMENTS = 32;

    abstract String view();

    abstract int version();

    abstract int segments();

    abstract int batchSize();

    abstract boolean isActivatedWhenCaughtUp();

    /** Whether what it writes is in tables of the application's. */
    abstract boolean hasTables();

    /** Makes ready where a build is written; may be called again. Outside of a transaction. */
    abstract void create(ViewBuild build);

    /** What writes a segment of a build. */
    abstract SegmentSubscription segment(ViewBuild build, int segment, Set<Long> skipped);

    /** Takes away what {@link #create} has made, as far as it is there. Outside of a transaction. */
    abstract void drop(ViewBuild build);

    /** @throws IllegalStateException if there can be no such view, with a message for the developer */
    void check() {
        try {
            StreamId.of(view());
        } catch (InvalidEventException e) {
            throw new IllegalStateException("a view cannot have this name: " + e.getMessage(), e);
        }
        if (view().codePointCount(0, view().length()) > Limits.VIEW) {
            throw new IllegalStateException(
                    "the name of the view \"" + view() + "\" has more than " + Limits.VIEW + " characters");
        }
        requireWithin("batch size", batchSize(), Limits.PAGE);
        requireWithin("version", version(), Integer.MAX_VALUE);
        requireWithin("number of segments", segments(), MOST_SEGMENTS);
    }

    private void requireWithin(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new IllegalStateException("the " + what + " of the view \"" + view() + "\" is " + number
                    + "; allowed: 1 " + (most == Integer.MAX_VALUE ? "and more" : "to " + most));
        }
    }
}
