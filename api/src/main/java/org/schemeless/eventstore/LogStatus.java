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
 * How the log and those who follow it are doing, as the storage knows it: the same on every node and in every
 * deployment that shares it.
 *
 * @param end the last position that was given, 0 if there is none
 * @param unnumbered how many events are committed and have no position yet; no more than some thousands are counted
 * @param subscriptions all that have a checkpoint, by name, also those that no application has any more
 */
public record LogStatus(long end, long unnumbered, List<SubscriptionProgress> subscriptions) {

    public LogStatus {
        subscriptions = List.copyOf(subscriptions);
    }
}
