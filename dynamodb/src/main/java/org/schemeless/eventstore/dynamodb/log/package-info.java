/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The log: pending appends, the rounds in which they get their positions, and reading by position.
 *
 * <p>Invariant: the positions of a round are assigned by one transaction, on the condition that the log's head is
 * where it was read. No round begins before the one before it is finished.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Positions are 1, 2, 3 … over the whole store, dense, given after the commit; of several nodes one assigns
 *       them: {@link PositionRounds}, {@link LogHead}
 *   <li>Each event is in the log once, in the order of its stream, whatever becomes visible first: {@link
 *       RoundSelection}, {@link LoggedStreams}
 *   <li>Whatever is committed gets its position: the transaction that commits puts a pending append: {@link
 *       PendingAppend}, {@link PendingAppends}, {@link LogOperations}
 *   <li>A killed sequencer loses nothing: the next one finishes its round: {@link RoundCompletion}
 *   <li>A page of the log, without a gap: {@link LogReads}, {@link LogEvents}
 * </ul>
 *
 * <p>Door: {@link EventLog}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.log;

import org.jspecify.annotations.NullMarked;
