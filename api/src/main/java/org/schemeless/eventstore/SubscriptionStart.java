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

/**
 * Where a subscription begins that has no checkpoint yet.
 *
 * @param after the position after which it begins; empty for the end of the log at that time
 */
public record SubscriptionStart(OptionalLong after) {

    public SubscriptionStart {
        if (after.orElse(0) < 0) {
            throw new IllegalArgumentException("a subscription cannot start after position " + after.getAsLong());
        }
    }

    /** The start with the first event of the store. */
    public static SubscriptionStart beginning() {
        return after(0);
    }

    /** The start with what is committed after the first start of an application that has the subscription. */
    public static SubscriptionStart now() {
        return new SubscriptionStart(OptionalLong.empty());
    }

    /**
     * The start with the event that follows this position.
     *
     * @throws IllegalArgumentException if the position is negative
     */
    public static SubscriptionStart after(long position) {
        return new SubscriptionStart(OptionalLong.of(position));
    }
}
