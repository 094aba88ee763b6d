/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The write: one statement that the database commits by itself, for one append or for a group, or inserts in a
 * transaction; and what is true when a race was lost.
 *
 * <p>Invariant: the unique constraint over stream and sequence decides; what was looked at before only saves work.
 * Streams are written in the one order of all streams, so that two batches cannot wait for each other. Slots of tags
 * are locked before, in their one order.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>All or nothing, by one statement without a transaction: {@link AutoCommitAppend}, {@link AutoCommitGroup}
 *   <li>All or nothing in a transaction, the order of the batch kept within each stream: {@link
 *       TransactionAppend}, {@link EventInsert}, {@link InsertText}
 *   <li>A stream that is expected at a number and gets no event is held there until the commit: {@link Placeholders}
 *   <li>A conflict tells the stream's true sequence, not that of the caller's snapshot; a batch that was stored
 *       before is recognised: {@link LostRaces}
 *   <li>A command is carried out once, its row written before the events: {@link CommandInsert}, {@link LostRaces}
 *   <li>No event that matches comes between a boundary and the append that rests on it, and the rows of a tag are
 *       committed in their order: {@link BoundaryGuard}, {@link TagInsert}
 *   <li>What is encrypted for an append is stored only while its keys are there: {@link KeyGuard}
 *   <li>A process that is killed half-way leaves nothing in part, on H2 either: {@link H2WriteLock}
 * </ul>
 *
 * <p>Door: {@link AutoCommitAppend}, {@link AutoCommitGroup}, {@link TransactionAppend}: one each for what
 * {@link org.schemeless.eventstore.spi.EventStorage#append} is given.
 */
@NullMarked
package org.schemeless.eventstore.jpa.append;

import org.jspecify.annotations.NullMarked;
