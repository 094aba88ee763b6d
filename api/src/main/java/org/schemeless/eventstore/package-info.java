/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an application uses of an event store, and all that it compiles against: {@link EventStore}, which appends and
 * reads; {@link Subscription}, which it implements to follow the log, and {@link Subscriptions}; {@link ViewFold},
 * which it implements for a view that the store keeps, and {@link Views}; {@link PersonalData}, which erases;
 * {@link Snapshots}; {@link Catalogue}; {@link EventImport}; the CDI events {@link EventsAppended} and
 * {@link Measurement}; and the values and errors that these take, give and throw.
 *
 * <p>JSON keeps the digits of its numbers and the order of its members, from the request to the answer: it is kept
 * as text, by {@link JsonText}.
 *
 * <p>Values ({@link NewEvent}, {@link StoredEvent}, {@link StreamId}, {@link ExpectedSequence} …) validate themselves:
 * an invalid one cannot exist. There is no bean here, and nothing knows of JPA, AWS or HTTP. What values need of each
 * other is package-private; what storages and the service share besides is in the packages of {@code eventstore-spi}.
 */
@NullMarked
package org.schemeless.eventstore;

import org.jspecify.annotations.NullMarked;
