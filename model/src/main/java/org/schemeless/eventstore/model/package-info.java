/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an application writes instead of type names, JSON and loops: classes of events ({@link
 * org.schemeless.eventstore.model.EventType}), methods that bring older versions of them up to date ({@link
 * org.schemeless.eventstore.model.Upcast}), and decisions, as a class ({@link
 * org.schemeless.eventstore.model.Decider}) or as a function ({@link org.schemeless.eventstore.model.Folds}), that
 * are made again after a lost race; handlers of the log ({@link org.schemeless.eventstore.model.TypedSubscription}),
 * and what events belong to ({@link org.schemeless.eventstore.model.EventContext}).
 *
 * <p>All of it runs in the application, on any {@link org.schemeless.eventstore.EventStore}: the one inside, one in
 * another application, or one in memory. It needs nothing but Jakarta's APIs. Invariant: whoever is given an object
 * has the current version of it, and what is stored is exactly what was decided for the state of one true sequence,
 * or nothing.
 *
 * <p>{@code EventTypes} keeps what holds of types and versions, and brings older ones up to date where an event
 * becomes an object; {@code FoldedStream} keeps the state and reads on from where it was, {@code DecisionLoop}
 * decides again after a lost race; {@code IdentifiedCommand} makes of a command with an id what the store keeps,
 * {@code FoldSnapshots} keeps states and finds them, {@code StateShape} sees what they depend on; {@code
 * TypedHandling} gives a handler its objects and opens the context of each event; {@code ProjectionFold} makes of a
 * projection what the store folds views by, {@code View} reads them and {@code Freshness} says what has to be in them;
 * {@code PersonalWalk} finds the personal members of an object, {@code PersonalShape} what of its class is personal;
 * {@code ModelExtension} tells at deployment what is wrong.
 */
@NullMarked
package org.schemeless.eventstore.model;

import org.jspecify.annotations.NullMarked;
