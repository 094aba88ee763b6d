/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.SubscriptionStop;

/** Where the subscriptions are: kept by a storage beside its events, in the same transactions. */
public interface Checkpoints {

    /** Whether a checkpoint moves by the commit of the current transaction, with whatever else is written in it. */
    default boolean areTransactional() {
        return true;
    }

    /**
     * The checkpoint of this name, taken for the current transaction: nobody else gets it before the transaction ends.
     * Does not wait.
     *
     * @return empty if there is none, or another transaction has taken it
     */
    OptionalLong take(String name);

    /**
     * Takes a checkpoint as {@link #take} does, and waits, where the backend can, for a transaction that has taken it.
     */
    default OptionalLong hold(String name) {
        return take(name);
    }

    /** Moves a checkpoint that the current transaction has taken. */
    void move(String name, long position);

    /** Makes sure, in the current transaction, that there is a checkpoint; one that is there stays as it is. */
    void create(String name, long position);

    /** Takes away a checkpoint that the current transaction has taken, and where it has stopped. */
    void remove(String name);

    /** Where the checkpoint of this name is; empty if there is none. */
    OptionalLong find(String name);

    /**
     * A checkpoint and where its subscription has stopped.
     *
     * @param stop null if no node has given up there; one that the checkpoint has got past since is none
     */
    record Place(String name, long position, @Nullable SubscriptionStop stop) {}

    /**
     * All checkpoints by name, as they are committed. Outside of a transaction; does not wait for those who have taken
     * one.
     */
    List<Place> all();

    /** Keeps that a node has given up on the subscription of this name, for all to see. Outside of a transaction. */
    void stopped(String name, SubscriptionStop stop);

    /** The subscription of this name has not stopped any more, wherever that was. Outside of a transaction. */
    void goesOn(String name);

    /** Makes sure that {@link #all} finds the checkpoint of this name, which is there. Outside of a transaction. */
    default void list(String name) {}

    /** Whether there is a checkpoint of this name. */
    default boolean exists(String name) {
        return find(name).isPresent();
    }
}
