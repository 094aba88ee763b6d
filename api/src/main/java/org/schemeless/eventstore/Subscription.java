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
 * Follows the log inside the application: a CDI bean that implements this is given every event of the log, in its
 * order, from its start on, in batches. How far it is, its checkpoint, is kept under its name by the store.
 *
 * <p>Each batch is one JTA transaction, in which the checkpoint moves. What {@link #handle} writes in it through the
 * data source of the store is therefore done exactly once for each event, whatever fails or is killed; anything else is
 * done at least once. On DynamoDB all of it is at least once, but an append that names {@link Command#handling} is made
 * once there too.
 *
 * <p>Over all nodes one instance of a name is at work at a time. If a batch fails, its
 * events are handled one by one, and the one that fails is tried again, later and later, up to
 * {@code eventstore.subscription.attempts} times; then the subscription stops and says so, with that event, in the
 * server's log, in the status that {@code Subscriptions} gives, and by that in health and metrics. Others go on. A
 * backend that cannot answer stops nobody, and neither does a lost race: after a {@link ConcurrencyError} the batch is
 * repeated as often as it takes, unless it expects again of a stream what was in vain the time before, which is a
 * failure.
 *
 * <p>To build anew what a subscription has built, deploy it under another name beside the old one. What only writes to
 * tables is better an {@link EntityProjection}, which is built anew while it is read.
 */
public interface Subscription {

    /** The name of the checkpoint, unique in the application; like a domain, 1 to 100 characters. */
    String name();

    /** Where to begin while there is no checkpoint of this name. */
    default SubscriptionStart start() {
        return SubscriptionStart.beginning();
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
     * How many events of the log are read for a batch, 1 to 1,000; after a failure it is one for a while. At most 98 on
     * DynamoDB for one that appends with {@link Command#handling} for each event.
     */
    default int batchSize() {
        return 100;
    }

    /**
     * Handles the next events, at least one, each with its position, ascending.
     *
     * @throws Exception if they could not be handled; whatever the type, the transaction is rolled back
     */
    void handle(List<StoredEvent> events) throws Exception;
}
