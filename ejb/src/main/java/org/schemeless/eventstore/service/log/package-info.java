/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The log of the whole store: the sequencer, which has positions assigned after each commit, and reading to the
 * end.
 *
 * <p>Invariant: who reads waits for what was committed before the call, five seconds at most, and holds nothing
 * meanwhile.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Positions are assigned soon after each commit; what a killed node leaves, the next wake-up on any node
 *       finishes: {@link Sequencer}, {@link SequencerTimer}, {@link PositionAssignment}
 *   <li>A page of the log waits a bounded time for what was committed before it began, then says that there is
 *       more: {@link Log}
 *   <li>A page by a filter, and by bytes, that says how far it looked: {@link LogScan}
 *   <li>A position beyond the end of the log is refused: {@link Log}
 * </ul>
 *
 * <p>Door: {@link Log}, {@link Sequencer}.
 */
@NullMarked
package org.schemeless.eventstore.service.log;

import org.jspecify.annotations.NullMarked;
