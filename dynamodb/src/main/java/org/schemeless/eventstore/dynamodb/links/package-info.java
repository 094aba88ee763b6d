/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Look-ups by causation and correlation id, by two sparse indexes.
 *
 * <p>Invariant: an index only says where to look; what it finds counts if the table says so. An event is on a page
 * before it has its position or after, and never on none.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Events by causation or correlation id, paged; by position, those without one last in the order they were
 *       stored: {@link LinkedEvents}, {@link OrderedHits}
 *   <li>A global index is never trusted: each hit is looked at in the table: {@link LinkIndex}
 * </ul>
 *
 * <p>Door: {@link LinkedEvents}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.links;

import org.jspecify.annotations.NullMarked;
