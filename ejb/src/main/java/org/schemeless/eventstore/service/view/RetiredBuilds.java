/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.ViewStorage;

/** Takes away builds that were replaced, when nobody can be reading them any more. */
@Dependent
class RetiredBuilds {

    private static final Logger LOG = System.getLogger(RetiredBuilds.class.getName());

    private static final int DROPS_A_SECOND = 20;

    /** So many times as long a node waits that has not the class of the build's version. */
    private static final int LONGER_FOR_ANOTHER = 10;

    private final ViewStorage storage;
    private final Checkpoints checkpoints;
    private final ViewTransactions transactions;
    private final ViewDrops drops;

    /** Builds whose tables are taken away just now, on a thread of its own. */
    private final Set<ViewBuild> underWay = ConcurrentHashMap.newKeySet();

    /** Those that could not be taken away the last time, which was told. */
    private final Set<ViewBuild> failing = ConcurrentHashMap.newKeySet();

    @Inject
    RetiredBuilds(ViewStorage storage, Checkpoints checkpoints, ViewTransactions transactions, ViewDrops drops) {
        this.storage = storage;
        this.checkpoints = checkpoints;
        this.transactions = transactions;
        this.drops = drops;
    }

    /**
     * Whether a build that was replaced has been left for long enough. Tables are left for longer to the nodes that
     * have the class of their version, as new ones have while a release goes from node to node: only that knows for
     * sure which they are.
     *
     * @param leaver who takes it away on this node
     * @param grace how long whoever reads it may go on
     */
    static boolean isDue(ViewBuild build, ViewClass leaver, Duration grace, Instant now) {
        boolean isForAnother = leaver.hasTables() && leaver.version() != build.version();
        Duration left = isForAnother ? grace.multipliedBy(LONGER_FOR_ANOTHER) : grace;
        return build.since().plus(left).isBefore(now);
    }

    /**
     * Takes some of a build away, to be called each second until it is gone. Tables that a reader has still open keep
     * waiting whoever drops them: the caller does not wait for that.
     *
     * @param leaver the class of its version, or that of another one where this node does not have it
     */
    void drop(ViewBuild build, ViewClass leaver) {
        if (!leaver.hasTables()) {
            dropStates(build);
        } else if (underWay.add(build)) {
            boolean begun = false;
            try {
                drops.run(() -> dropTables(build, leaver));
                begun = true;
            } finally {
                if (!begun) {
                    underWay.remove(build);
                }
            }
        }
    }

    /**
     * Its checkpoints go first, so that nobody is at work at it any more; then the tables, again after a crash; then
     * the build.
     */
    private void dropTables(ViewBuild build, ViewClass leaver) {
        try {
            if (transactions.inside(() -> endSegments(build))) {
                transactions.outside(() -> leaver.drop(build));
                dropStates(build);
                failing.remove(build);
            }
        } catch (RuntimeException e) {
            String text = "build " + build.build() + " of the view " + build.view()
                    + " is not taken away now, which is tried again each second: " + Mishaps.line(e);
            LOG.log(failing.add(build) ? Level.WARNING : Level.DEBUG, text);
            LOG.log(Level.DEBUG, text, e);
        } finally {
            underWay.remove(build);
        }
    }

    /**
     * Some states in each transaction, and some transactions each second; in the last the build and its checkpoints.
     */
    private void dropStates(ViewBuild build) {
        boolean more = true;
        for (int i = 0; i < DROPS_A_SECOND && more; i++) {
            more = !transactions.inside(() -> dropSome(build));
        }
    }

    /** @return whether there is nothing more to do now: all is gone, or another node is at it, or it is read again */
    private boolean dropSome(ViewBuild build) {
        Optional<List<String>> taken = takeSegments(build);
        if (taken.isEmpty()) {
            return true;
        }
        if (!storage.drop(build)) {
            return false;
        }
        taken.get().forEach(checkpoints::remove);
        return true;
    }

    /** @return whether nobody is at work at the build, now or later */
    private boolean endSegments(ViewBuild build) {
        Optional<List<String>> taken = takeSegments(build);
        taken.ifPresent(names -> names.forEach(checkpoints::remove));
        return taken.isPresent();
    }

    /** The checkpoints that are there, taken; empty if another node has one of them, or the build is read again. */
    private Optional<List<String>> takeSegments(ViewBuild build) {
        List<String> taken = new ArrayList<>();
        for (String name : ViewSegments.of(build).toList()) {
            if (checkpoints.take(name).isPresent()) {
                taken.add(name);
            } else if (checkpoints.exists(name)) {
                return Optional.empty();
            }
        }
        boolean read = storage.active(build.view())
                .filter(active -> active.build() == build.build())
                .isPresent();
        return read ? Optional.empty() : Optional.of(taken);
    }
}
