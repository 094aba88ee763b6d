/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Streams and tags: the head that says where each one ends, the items of its events or pointers, the items of event
 * ids, what is kept of commands and as snapshots, and the objects that keep what is too large for an item.
 *
 * <p>Invariant: a reader sees the events up to the version of the head, which is read first, and nothing above it.
 * A head that the decision of a batch has moved counts as moved, also before its item is.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>A reader never sees a part of a batch: {@link StreamHeads}, {@link EventReads}
 *   <li>Sequences are 1, 2, 3 … without a gap: a head moves only from the version that was expected: {@link
 *       HeadOperations}
 *   <li>The sequence of a stream: {@link StreamHeads#version}
 *   <li>A page of a stream costs the same at its start and at its end: {@link EventReads#ofStream}
 *   <li>A boundary has all events that its query finds at one moment, no batch in part, in one order: {@link
 *       BoundaryReads}, {@link StreamHeads#versionsAtOnce}, {@link PointerReads}, {@link PointerOrder}
 *   <li>An event by its id, and ids that are unique over the store: {@link EventIdItem}, {@link EventReads#withIds}
 *   <li>Payload and meta come back as the same JSON, wherever they are kept: {@link EventItem}, {@link EventBody}
 *   <li>Lists have every domain and stream with events, and none without: {@link NewStreams}, {@link ListedHead},
 *       {@link StreamNames}
 *   <li>A command that is found was carried out, and its events can be read: {@link CommandItem}, {@link CommandReads}
 *   <li>A snapshot only moves forward, and changes no answer: {@link SnapshotItems}
 *   <li>Large events in S3 are invisible to the reader; one that cannot be fetched is named: {@link ObjectStore},
 *       {@link Offloaded}
 * </ul>
 *
 * <p>Door: {@link StreamHeads}, {@link EventReads}, {@link BoundaryReads}, {@link CommandReads}, {@link SnapshotItems},
 * {@link StreamNames}, {@link ObjectStore}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.stream;

import org.jspecify.annotations.NullMarked;
