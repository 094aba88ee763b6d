/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import jakarta.ejb.ApplicationException;

/**
 * From a storage to the service: another transaction was faster; an append with a transaction of its own can be tried
 * again in a new one. Never reaches a caller of the service: that gets a
 * {@link org.schemeless.eventstore.ConcurrencyError}, a {@link org.schemeless.eventstore.DuplicateEventException}, or
 * success after a retry.
 */
@ApplicationException(rollback = true)
public class LostRaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LostRaceException(Throwable cause) {
        super("a race for a stream was lost", cause);
    }
}
