/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The subscriptions of the application: whose turn it is, one batch at a time, and what follows from its end.
 *
 * <p>Invariant: taking a checkpoint, reading, handling and moving it are one transaction; what failed is handled
 * again.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Each event is handled in log order, and its handling is committed together with the checkpoint: {@link
 *       SubscriptionBatch}
 *   <li>A batch that fails is repeated, event by event, and the subscription stops at the one that fails each time:
 *       {@link SubscriptionState}
 *   <li>A lost race is not a failure of the subscription's: {@link SubscriptionState}, {@link SubscriptionRunner}
 *   <li>Others are not held up by one that has stopped; it can be restarted: {@link SubscriptionStates}
 * </ul>
 *
 * <p>Door: {@link SubscriptionStates}.
 */
@NullMarked
package org.schemeless.eventstore.service.subscription;

import org.jspecify.annotations.NullMarked;
