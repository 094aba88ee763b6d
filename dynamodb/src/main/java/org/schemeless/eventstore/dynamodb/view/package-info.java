/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The views that the store keeps, in a table of their own, whose sort key is a text: states are listed by key.
 *
 * <p>Invariant: of a build a state is what the events of its key fold to, up to the checkpoint of its segment, at any
 * moment: both are written by one transaction, which only the holder of the checkpoint can make, and which finds each
 * state as it was read.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Which builds there are, and which one is read, is one item a view: each change of it is one commit: {@link
 *       ViewItems}, {@link ViewItem}
 *   <li>States are read consistently, listed by key, written by conditions on what was read, and in an object if they
 *       do not fit into an item: {@link StateItems}
 *   <li>No object is deleted that a state refers to, and none stays that none does: {@link StateObjects}
 *   <li>Two builds never share a key: {@link ViewKeys}
 * </ul>
 *
 * <p>Door: {@link ViewItems}, {@link StateItems}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.view;

import org.jspecify.annotations.NullMarked;
