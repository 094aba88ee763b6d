/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What every call goes through: the transaction it runs in, repetition, what failures mean, and what is measured of
 * it. This room knows no other.
 *
 * <p>Invariant: whatever leaves here is one of the errors that the store promises, or a fault of the code. In a
 * transaction of the caller's nothing is repeated.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>What may pass is retried with jitter, bounded, then an {@link
 *       org.schemeless.eventstore.EventStoreUnavailableException}; waiting for a lock is not retrying: {@link
 *       Retries}
 *   <li>An error reaches the caller as it is, not wrapped by the container: {@link FailureTranslation}
 *   <li>A call joins the caller's transaction if one is active; where that one completes already, or has completed, it
 *       is made as if there were none: {@link CallerTransaction#joined}
 *   <li>Else it runs in one of its own, of which nothing is left after a rollback: {@link OwnTransaction}
 *   <li>A read in the caller's transaction sees that transaction: {@link Reads}
 *   <li>A page ends by size before large events fill the memory: {@link SizedPage}, {@link
 *       org.schemeless.eventstore.spi.SliceSize}
 *   <li>What calls do and wait for can be counted: {@link Measures}, {@link Waits}
 * </ul>
 *
 * <p>Door: {@link Retries}, {@link Reads}, {@link Measures}, {@link SizedPage}.
 */
@NullMarked
package org.schemeless.eventstore.service.call;

import org.jspecify.annotations.NullMarked;
