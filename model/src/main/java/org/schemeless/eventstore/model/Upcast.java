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
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that brings the payload of an event from one version of its type to the next. Its bean is a CDI bean
 * in an application, and any object in a test ({@link EventTypes.Builder#upcasters}).
 *
 * <pre>{@code
 * @Upcast(type = "withdrawn", from = 1)
 * JsonObject channel(JsonObject v1, StoredEvent event) {
 *     return Json.createObjectBuilder(v1).add("channel", "desk").build();
 * }
 * }</pre>
 *
 * <p>The method takes the payload, as a {@code JsonObject}, or as a {@code JsonValue} if it was none in that version,
 * and the {@link org.schemeless.eventstore.StoredEvent} if it wants. It gives the payload of the next version, a
 * {@code JsonObject}; or a {@code List<JsonObject>}, if the event has become several of its type, in that order, or
 * none.
 *
 * <p>It is given clear text. A personal member that is erased or withheld is not there, and null if it was an element
 * of an array; an upcaster that names its members takes that as it takes a member that was never there.
 *
 * <p>Methods are chained, each version by its own. What is stored never changes: the method is called whenever an event
 * of that version becomes an object, by any number of threads at once, so it gives the same result each time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Upcast {

    /** The type of the events, as in {@link EventType#value}. */
    String type();

    /** The version that the method takes. It gives the one after it. */
    int from();
}
