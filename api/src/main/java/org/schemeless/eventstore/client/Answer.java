/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import jakarta.ejb.ApplicationException;
import jakarta.ejb.EJBAccessException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a call gave or threw, on its way back.
 *
 * @param value what it gave: a value
 * @param error what it threw
 * @param refused why the caller may not make it
 */
record Answer(
        @Nullable Object value,
        @Nullable RuntimeException error,
        @Nullable String refused) implements Serializable {

    static Answer value(@Nullable Object value) {
        return new Answer(Wire.sent(value), null, null);
    }

    /** Errors that mean something to the caller travel; any other is a fault of the server and thrown there. */
    static Answer error(Throwable error) {
        if (error instanceof RuntimeException known
                && known.getClass().isAnnotationPresent(ApplicationException.class)) {
            return new Answer(null, known, null);
        }
        throw error instanceof RuntimeException fault ? fault : new IllegalStateException(error);
    }

    static Answer refused(String reason) {
        return new Answer(null, null, reason);
    }

    @Nullable
    Object get() {
        if (refused != null) {
            throw new EJBAccessException(refused);
        }
        if (error != null) {
            throw error;
        }
        return value;
    }
}
