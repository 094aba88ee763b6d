/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The requests to the table: keys, values, reads, writes, transactions, and the repetition of what may pass. This
 * room knows no other.
 *
 * <p>Invariant: every request is repeated here and nowhere else, within the budget; one that got no answer, and may
 * have been carried out, ends in an error of its own, never in another. No two kinds of items share a key.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Two streams are the same only if both strings are equal, code point by code point; keys are never glued
 *       together: {@link Keys}
 *   <li>A table is told from every other one, of the same name too: {@link TableIdentity}
 *   <li>Reads see every append that was acknowledged before them, from every node: they are strongly consistent:
 *       {@link TableReads}
 *   <li>A throttled or unreachable backend is retried, then an {@link
 *       org.schemeless.eventstore.EventStoreUnavailableException}: {@link RequestRetries}, {@link AwsErrors}
 *   <li>A write without an answer is asked about, and is told neither as success nor as failure: {@link
 *       OutcomeUnknownException}
 *   <li>A batch over more streams than one transaction can move commits by one item, or never: {@link Decision},
 *       {@link TableWrites#decide}
 *   <li>A transaction's items are seen one after the other: what must be there is waited for: {@link ItemWait}
 * </ul>
 *
 * <p>Door: {@link TableReads}, {@link TableWrites}, {@link Operations}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.table;

import org.jspecify.annotations.NullMarked;
