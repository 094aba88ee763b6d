/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.table.BatchToken;

/**
 * How long the sequencer looks for what pending appends wait for: the transaction that puts it is being carried out,
 * which takes moments. What does not come is not waited for again.
 */
final class PendingBackoff {

    private static final Logger LOG = System.getLogger(PendingBackoff.class.getName());

    private static final int MOST = 12;
    private static final long SHORTEST_NANOS = 2_000_000;
    private static final long LONGEST_NANOS = 200_000_000;

    private Set<BatchToken> waiting = Set.of();
    private int looks;

    /** @return whether to look again, some moments later */
    boolean again(List<PendingRuns> appends) {
        Set<BatchToken> tokens =
                appends.stream().map(append -> append.pending().token()).collect(Collectors.toSet());
        if (!tokens.equals(waiting)) {
            waiting = tokens;
            looks = 0;
        }
        if (tokens.isEmpty() || looks == MOST) {
            return false;
        }
        looks++;
        if (looks == MOST) {
            LOG.log(
                    Level.WARNING,
                    "the appends {0} get no position: an event that comes before them in a stream of theirs has none",
                    tokens);
            return false;
        }
        LockSupport.parkNanos(Math.min(LONGEST_NANOS, SHORTEST_NANOS << looks));
        return true;
    }
}
