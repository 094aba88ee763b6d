/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reading: streams, single events, linked events, commands, pages of the log, and where streams end.
 *
 * <p>Invariant: a page is one statement, or is read so that what is committed between two statements cannot fall
 * between them. Queries name the whole key in their order, so that each database reads the index and stops at the
 * limit.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>A page of a stream costs the same at its start and at its end: {@link StreamEvents}
 *   <li>The sequence of a stream, as the transaction sees it or as it is committed now: {@link StreamHeads}
 *   <li>The names of the domains and streams that there are, by steps: {@link StreamNames}
 *   <li>What is kept of a command: {@link KeptCommands}
 *   <li>An event by its id: {@link EventReads}, {@link EventRow}
 *   <li>Events by causation or correlation id, paged; by position, those without one last in the order they were
 *       stored: {@link LinkedEvents}
 *   <li>A page of the log: {@link LogEvents}, {@link LogPageBuilder}
 *   <li>What a query by tags finds, with a mark of that moment: {@link BoundaryReads}, {@link TagRows}; of that a
 *       transaction's own appends are told from those of others: {@link TransactionTagRows}
 *   <li>Payload and meta come back as the same JSON: {@link EventColumns}
 * </ul>
 *
 * <p>Door: {@link StreamEvents}, {@link StreamHeads}, {@link StreamNames}, {@link EventReads}, {@link KeptCommands},
 * {@link LinkedEvents}, {@link LogEvents},
 * {@link BoundaryReads}, {@link TagRows}, {@link TransactionTagRows}.
 */
@NullMarked
package org.schemeless.eventstore.jpa.read;

import org.jspecify.annotations.NullMarked;
