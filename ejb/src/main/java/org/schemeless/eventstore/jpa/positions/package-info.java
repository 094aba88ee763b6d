/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The positions of the log: assigned after the commit, by one transaction at a time over all nodes.
 *
 * <p>Invariant: the row of the last position is locked first; rows of events are updated by their keys, never by a
 * range, so that no writer waits.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Positions are 1, 2, 3 … over the whole store, dense, in the order of each stream; writers are not blocked:
 *       {@link Positions#assign}
 *   <li>A reader that wants the newest waits for what was committed before, and for nothing else: {@link
 *       Positions#pending}
 * </ul>
 *
 * <p>Door: {@link Positions}.
 */
@NullMarked
package org.schemeless.eventstore.jpa.positions;

import org.jspecify.annotations.NullMarked;
