/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fences of heads, and what becomes of batches that died behind them: waiting for the living, ending the dead,
 * sweeping up.
 *
 * <p>Invariant: a fence that was revoked never comes back, so a dead batch cannot commit; its items go before its
 * fence, so that whatever is left of it can be found.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>A batch whose process is killed half-way is never stored in part, and never later: {@link DeadBatches},
 *       {@link Fences}
 *   <li>After any error a stream is usable at once, or as soon as a living writer has had its time: {@link
 *       FenceWait}
 *   <li>What killed writers leave, in the table and in the bucket, goes away: {@link DeadItems}, {@link Sweeper},
 *       {@link FenceSweeper}, {@link ObjectSweeper}
 * </ul>
 *
 * <p>Door: {@link FenceWait}, {@link DeadBatches}, {@link Sweeper}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.fence;

import org.jspecify.annotations.NullMarked;
