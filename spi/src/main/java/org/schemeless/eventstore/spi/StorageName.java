/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of the setting {@code eventstore.storage} by which a storage is chosen: it stands on the storage's {@link
 * EventStorage}, on its {@link Checkpoints} and on its {@link ViewStorage}, all of them
 * {@linkplain jakarta.enterprise.inject.Alternative alternatives}. The service finds them when their JAR is in the
 * application, and enables those of the chosen one. {@code jpa} is taken.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StorageName {

    /** The name, as the setting has it. */
    String value();
}
