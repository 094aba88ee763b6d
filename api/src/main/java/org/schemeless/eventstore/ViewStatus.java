/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a build of a view is doing, as the storage knows it, on whatever node it is at work.
 *
 * @param active whether it is the one that is read
 * @param position up to here all events are in it: the lowest position of its segments
 * @param lag how many events of the log come after that
 * @param share how much of the log is in it, from 0 to 1
 * @param rate how many events of the log it has got past a second, of late; {@code null} if this node does not know it:
 *     it does of builds that have not been read yet, after some seconds, of views that it has a class of
 * @param left how long that takes at this rate until it is at the end of the log, if nothing is appended meanwhile;
 *     {@code null} if the rate is not known, or 0
 * @param stops where segments have stopped, and why
 */
public record ViewStatus(
        ViewBuild build,
        boolean active,
        long position,
        long lag,
        double share,
        @Nullable Double rate,
        @Nullable Duration left,
        List<SubscriptionStop> stops)
        implements Serializable {

    public ViewStatus {
        stops = List.copyOf(stops);
    }

    /** The first place where it has stopped, {@code null} if it has not. */
    public @Nullable SubscriptionStop stop() {
        return stops.isEmpty() ? null : stops.get(0);
    }
}
