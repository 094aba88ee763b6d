/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.OptionalLong;

/** Where the subscriptions are: kept by a storage beside its events, in the same transactions. */
public interface Checkpoints {

    /**
     * The checkpoint of this name, taken for the current transaction: nobody else gets it before the transaction ends. Does
     * not wait.
     *
     * @return empty if there is none, or another transaction has taken it
     */
    OptionalLong take(String name);

    /** Moves a checkpoint that the current transaction has taken. */
    void move(String name, long position);

    /** Makes sure, in the current transaction, that there is a checkpoint; one that is there stays as it is. */
    void create(String name, long position);

    /** Where the checkpoint of this name is; empty if there is none. */
    OptionalLong find(String name);

    /** Whether there is a checkpoint of this name. */
    default boolean exists(String name) {
        return find(name).isPresent();
    }
}
