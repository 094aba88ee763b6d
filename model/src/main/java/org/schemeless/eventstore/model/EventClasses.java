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
 * Lists classes of events. On an interface, or an abstract class, that is not sealed, those are the classes below it.
 * On a CDI bean they are known to the application, which needs that where no decider or typed subscription has them:
 * where events are used by {@link Folds} or {@link EventTypes} alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventClasses {

    /** Classes with {@link EventType}, or hierarchies of them. */
    Class<?>[] value();
}
