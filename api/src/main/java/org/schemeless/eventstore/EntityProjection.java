/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.List;
import java.util.Set;

/**
 * Writes a read model into tables of the application's own, which is built anew while it is read: a CDI bean. Where the
 * states are to be kept by the store itself, it is a projection of the module {@code eventstore-model}, or a {@link
 * ViewFold}. {@link Views} tell how it is doing, switch, rebuild, pause, skip and wait for it as they do for these.
 *
 * <p>Each build of it has rows of its own, in tables that bear its number ({@link Target#table}), or marked by it
 * ({@link Target#build}). Who reads asks {@link Views#target} for the build to read from.
 *
 * <p>Each batch is one JTA transaction, in which the checkpoint moves. What {@link #handle} writes in it is therefore
 * done exactly once for each event, if it goes through the data source of the store, or both data sources are XA. It
 * writes there and does nothing else: it is given all events again, at any time, on any node. What acts on the world is
 * a {@link Subscription}, and no class is both. On a storage that is in no JTA transaction, DynamoDB, the deployment
 * fails.
 */
public interface EntityProjection {

    /** The name of the view, unique in the application but for its versions; 1 to {@value Limits#VIEW} characters. */
    String name();

    /** From 1: another one builds the view anew. */
    default int version() {
        return 1;
    }

    /** How many events of the log are read for a batch, 1 to 1,000; after a failure it is one for a while. */
    default int batchSize() {
        return 500;
    }

    /** The domains whose events are wanted; empty for all. */
    default Set<String> domains() {
        return Set.of();
    }

    /** The types of the events that are wanted; empty for all. */
    default Set<String> types() {
        return Set.of();
    }

    /**
     * Whether a build that has come as far as the one that is read takes its place by itself; if not, somebody has to
     * say so ({@link Views#activate}).
     */
    default boolean isActivatedWhenCaughtUp() {
        return true;
    }

    /**
     * Makes the tables of a build, before its first event and outside of a transaction, since databases commit when a
     * table is made. It is called by each node that begins to work at the build, so that the tables may be there, with
     * rows in them, or be made by another node at the same time ({@code CREATE TABLE IF NOT EXISTS}).
     *
     * @throws Exception if it cannot now: it is tried again each second, and the build waits
     */
    default void create(Target target) throws Exception {}

    /**
     * Writes what the next events say, at least one, each with its position, ascending, in the transaction of the
     * batch.
     *
     * @throws Exception if they could not be handled; whatever the type, the transaction is rolled back, and the view
     *     goes on as a {@link Subscription} does
     */
    void handle(List<StoredEvent> events, Target target) throws Exception;

    /**
     * Takes the tables or rows of a build away that was replaced, outside of a transaction. The build may be of another
     * version whose class this node does not have, so that all tables are named that any version had; such a build is
     * left to nodes that have it for ten times as long. It may be called again, when they are gone already ({@code DROP
     * TABLE IF EXISTS}).
     *
     * @throws Exception if it cannot now: it is tried again
     */
    void drop(Target target) throws Exception;
}
