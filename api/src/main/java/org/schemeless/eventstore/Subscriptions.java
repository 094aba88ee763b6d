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

/**
 * The {@link Subscription}s of the application that contains the store, for injection ({@code @Inject} or {@code
 * @EJB}): how they are doing, on this node and on others, and the restart of those that have stopped. They begin with
 * the application, whose deployment fails if one of them cannot be.
 */
public interface Subscriptions {

    /** How the subscriptions are doing on this node, by name. */
    List<SubscriptionStatus> list();

    /**
     * How the log and all subscriptions are doing, those of other nodes and deployments included, as the storage knows
     * it now. Each call asks it.
     *
     * @throws EventStoreUnavailableException if it cannot answer now
     * @throws UnsupportedOperationException if the store has no log; comes as cause of an EJBException
     */
    LogStatus everywhere();

    /**
     * Lets a subscription that has stopped go on where it was; one that waits tries again at once. Of several nodes,
     * each has to be told.
     *
     * @throws IllegalArgumentException if there is none of this name; comes as cause of an EJBException
     */
    void restart(String name);
}
