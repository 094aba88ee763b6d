/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tests of an application's model without a server, in milliseconds: an event store in memory ({@link
 * org.schemeless.eventstore.testing.InMemoryEventStore}), given-when-then for deciders and the reading of old events
 * ({@link org.schemeless.eventstore.testing.EventStoreTest}, an extension of JUnit 5), and one file for each version of
 * each event ever written ({@link org.schemeless.eventstore.testing.EventSchemas}). A dependency of tests only.
 *
 * <p>Invariant: what passes here passes on a server: the store in memory passes the contract that every storage has to
 * pass. Transactions that a server would begin for an application are not begun.
 */
@NullMarked
package org.schemeless.eventstore.testing;

import org.jspecify.annotations.NullMarked;
