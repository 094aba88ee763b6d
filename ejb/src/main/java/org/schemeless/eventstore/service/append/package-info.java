/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An append on its way to the storage: ids and times, the caller's transaction or one of its own, locks of streams,
 * groups, and the notice when it is committed. The steps are in {@link Appends}, in order.
 *
 * <p>Invariant: only after a lost race is it sure that nothing was stored; after anything else the ids of the batch
 * tell. Locks and groups only save work: nothing depends on them for correctness.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>An absent id is generated, time-ordered; an absent time is now, in microseconds: {@link IdsAndTimes}
 *   <li>An append joins the caller's transaction, or runs in one of its own: {@link Appends#store}
 *   <li>An unconditional append does not fail because of other writers: it is sent again after a lost race: {@link
 *       Appends}, {@link StreamLocks}
 *   <li>Small appends of one moment are stored together, and each has its own answer: {@link GroupCommits}, {@link
 *       OpenTransactionStreams}
 *   <li>{@link org.schemeless.eventstore.EventsAppended} is told once it is committed, and only then: {@link
 *       CommitNotices}, {@link AppendListeners}
 *   <li>A command is carried out once, and whoever names it has the first answer: {@link CommandAppends}, {@link
 *       FirstAnswers}
 *   <li>An import passes by what is stored already: {@link MissingEvents}
 * </ul>
 *
 * <p>Door: {@link Appends}, {@link CommandAppends}.
 */
@NullMarked
package org.schemeless.eventstore.service.append;

import org.jspecify.annotations.NullMarked;
