/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * How a subscription is doing, as this node knows it.
 *
 * @param position the last position it has handled or passed by, 0 if this node has not seen it at work yet
 * @param lag how many events of the log come after that, as many as this node has heard of
 * @param attempts how often the next batch has failed since the last success; lost races do not count
 * @param lostRaces how often the next batch has lost a race for a stream since the last success
 * @param failedEvent the event that could not be handled the last time; null if nothing failed, if a batch of several
 *     events failed, whose events are handled one by one next, or if it was none of them
 * @param failure why it failed the last time, in a few lines, without passwords of URLs; null if it did not
 * @param stopped whether it has given up until it is restarted
 */
public record SubscriptionStatus(
        String name,
        long position,
        long lag,
        int attempts,
        int lostRaces,
        @Nullable FailedEvent failedEvent,
        @Nullable String failure,
        boolean stopped) {

    /** What is told of an event that a subscription could not handle: where it is, and nothing of what is in it. */
    public record FailedEvent(String id, String type, StreamId stream, long position) {

        @Override
        public String toString() {
            return "event " + id + " (" + type + ", position " + position + ", stream " + stream + ")";
        }
    }
}
