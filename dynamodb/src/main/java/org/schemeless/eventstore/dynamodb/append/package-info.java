/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The write: plan, fence, stage, commit, clear. Read in this order: {@link AppendLoop} tries, {@link
 * BatchWriter#write} has the steps of one attempt on one screen, {@link CommitStatus} says what became of it, {@link
 * FailedConditions} finds out why it failed.
 *
 * <p>Invariant: a batch is stored whole or not at all, whatever its size, and whoever dies meanwhile. What stood in
 * the way of an attempt is known from the items it met: commands come first, then identity, then where the
 * streams are, then keys, then other batches.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>All or nothing, whatever the size and however many streams: one transaction, or fences and chunks that
 *       nobody sees ({@link Staging}) until one write makes all of it count: where one transaction can move all
 *       heads that one ({@link HeadsCommit}), else the putting of one item ({@link DecisionCommit})
 *   <li>100 events are 4 transactions of 25; the service's 100 operations and 4 MB are respected: {@link Chunks}
 *   <li>A conflict tells the true sequence; a batch that was stored before is recognised; an id that is taken is
 *       named: {@link FailedConditions}
 *   <li>An unconditional append goes on until it is in: {@link AppendLoop}
 *   <li>Streams that an expectation only names, and tags that it only rests on, are held where they are: {@link
 *       Batch#checkedOnly}, {@link CommitTransaction}
 *   <li>An append that rests on a boundary is stored only if nothing that its query finds was committed since, and
 *       fails for nothing else: {@link BoundaryGuard}, {@link TagCondition}
 *   <li>A large event is uploaded once, before the batch is cut, and deleted if the append fails: {@link Offload}
 *   <li>What is encrypted for an append is stored only while its keys are there: {@link Batch#keys}, {@link
 *       CommitTransaction}, and where a decision commits {@link BatchWriter}
 *   <li>A command is kept by the transaction that commits its events, once for ever, and comes before all other
 *       reasons: {@link CommandItems}, {@link FailedConditions}
 *   <li>Appends of a JTA transaction are one batch, written when it is about to commit; the transaction sees its
 *       own: {@link JtaAppends}, {@link JtaBatch}
 *   <li>Each commit tells the log what it has stored: {@link Announcements}
 * </ul>
 *
 * <p>Door: {@link AppendLoop}, for one append ({@link SinglePlan}) or the batch of a JTA transaction ({@link
 * JtaAppends}).
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.append;

import org.jspecify.annotations.NullMarked;
