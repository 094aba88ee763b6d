/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;

/**
 * That a node has given up on a subscription, as the storage keeps it for all.
 *
 * @param position what the subscription does not get past: that of the event, or the first one after its checkpoint
 * @param event the event that could not be handled; null if it was none
 * @param cause why, in one line, without passwords of URLs
 */
public record SubscriptionStop(long position, @Nullable FailedEvent event, String cause) {}
