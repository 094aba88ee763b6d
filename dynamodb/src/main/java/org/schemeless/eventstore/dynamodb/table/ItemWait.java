/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;

/**
 * Waits for items that have to be there. A read that meets a transaction being carried out may see one of its items
 * before the others; they follow within moments.
 */
public final class ItemWait {

    private final Duration budget;

    public ItemWait(Duration budget) {
        this.budget = budget;
    }

    /**
     * @param least how many of the items are certain to exist
     * @throws IllegalStateException if they do not appear: something other than this store deleted them
     */
    public <T> List<T> complete(long least, Supplier<List<T>> read) {
        List<T> found = read.get();
        if (found.size() >= least) {
            return found;
        }
        RetryPolicy<List<T>> policy = RetryPolicy.<List<T>>builder()
                .handleResultIf(items -> items.size() < least)
                .withBackoff(5, 200, ChronoUnit.MILLIS)
                .withMaxRetries(-1)
                .withMaxDuration(budget)
                .build();
        List<T> settled = Failsafe.with(policy).get(read::get);
        if (settled.size() < least) {
            throw new IllegalStateException(
                    "the table lacks " + (least - settled.size()) + " items of committed events");
        }
        return settled;
    }
}
