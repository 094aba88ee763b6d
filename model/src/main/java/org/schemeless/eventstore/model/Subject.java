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
 * Marks a member of an event's class as the id of whom the {@link Personal} members of the class, and of classes in it,
 * are about. It stays readable for ever, and so is not to tell who somebody is: a number, not a name. It is a text, a
 * whole number or a {@code UUID}, and not null in an event with such members.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Subject {

    /** The type of the {@link org.schemeless.eventstore.Subject}, 1 to 100 characters, such as customer. */
    String value();
}
