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
 * Names the type that events of this class are stored with, whatever the class is called and wherever it is moved. The
 * class is a public record, or a public bean, that JSON-B writes and reads.
 *
 * <pre>{@code
 * @EventType(value = "withdrawn", version = 2)
 * public record Withdrawn(BigDecimal amount, String channel) implements AccountEvent {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** The type, 1 to 200 characters. No other class has it. */
    String value();

    /**
     * The version of the shape, 1 and up. It is stored in {@code meta.schemaVersion}; version 1 is not written, and
     * events without one are of version 1. For each older version there is a method with {@link Upcast}.
     */
    int version() default 1;
}
