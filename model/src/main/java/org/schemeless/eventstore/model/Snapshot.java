/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the states of a {@link Decider} kept, so that a decision on a long stream reads its end only. It changes no
 * answer: a snapshot is used only if it was folded by the same shape and its last event is in the stream, and where
 * there is none all events are read.
 *
 * <p>JSON-B has to be able to write the state and to read it back: a public record or bean, say, or a number. A state
 * that is not equal to itself afterwards is not kept, which is logged once; {@code EventStoreTest} fails on it. What
 * holds for the classes of events holds for all in it.
 *
 * <p>Personal members of events ({@link Personal}) are withheld from a decider that has this annotation, whether there
 * is a snapshot or not: its state has none of them, and is the same after an erasure.
 *
 * <p>Where no {@link org.schemeless.eventstore.Snapshots} are injected, as where the store is in another application,
 * none are kept.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Snapshot {

    /** The state is kept by a decision that stores events, if it is so many events after the last snapshot; from 1. */
    int every() default 200;

    /**
     * Another text when {@code initial} or {@code evolve} come to another state of the same events: then the snapshots
     * of the code before are not used. What is seen to change by itself needs none: the class of the state and the
     * classes in it, those of the events, their names and versions, and the upcasters.
     */
    String shape() default "1";
}
