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
 * Marks a member of an event's class as personal data of its {@link Subject}: a component of a record, or a field or
 * getter of a bean, also of classes in it and of elements of lists. It is stored encrypted, as a whole, by the own key
 * of the subject, and is missing once that is erased ({@link org.schemeless.eventstore.PersonalData}). A member that is
 * null is not stored at all.
 *
 * <pre>{@code
 * @EventType("moved")
 * public record Moved(
 *         @Subject("customer") String customer, @Personal String street, @Personal(erased = "–") String city)
 *         implements CustomerEvent {}
 * }</pre>
 *
 * <p>The subject is the one of the same class, or else of the nearest class around it. What an event was stored with
 * stays: a member that was not marked then is not encrypted later.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Personal {

    /**
     * What an object has in place of the member when it is missing; null if this is empty. It is written as the JSON of
     * the member is: a number or boolean where that is one, the JSON itself where that is an object or array, else the
     * text. A primitive needs it.
     */
    String erased() default "";

    /**
     * Whose it is, where the class has several subjects, or another one than the nearest is meant: the name of the
     * component or property with {@link Subject}.
     */
    String of() default "";
}
