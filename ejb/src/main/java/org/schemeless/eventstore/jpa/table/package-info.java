/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What all rooms share to reach the tables: the persistence unit, connections, times as the columns keep them, and
 * what the errors of the databases mean. This room knows no other.
 *
 * <p>Invariant: within a transaction everything goes over its connection, so that it sees its own appends and its
 * snapshot.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>A lost race, a duplicate, a deadlock, a time-out of a lock and an unreachable database are told from each
 *       other: {@link SqlErrors}
 *   <li>The caller sees its own appends inside its transaction, by SQL as by JPA: {@link Connections}, {@link
 *       EntityManagerProducer}
 *   <li>{@code created} keeps microseconds, whatever the time zone: {@link org.schemeless.eventstore.spi.Micros}
 *   <li>Whoever asks sees what was acknowledged before, on an H2 that would give a kept result: {@link H2Results}
 *   <li>Tags come back as they were: {@link StoredTags}
 *   <li>A tag has one slot, on every node and in every release: {@link TagSlots}
 *   <li>After any error pool and database are usable at once, H2 after a full disk included: {@link
 *       ClosedDatabase}, {@link OpenedH2}
 * </ul>
 *
 * <p>Door: {@link Connections}, {@link SqlErrors}, {@link TagSlots}.
 */
@NullMarked
package org.schemeless.eventstore.jpa.table;

import org.jspecify.annotations.NullMarked;
