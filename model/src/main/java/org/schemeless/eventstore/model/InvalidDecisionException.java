/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import org.jspecify.annotations.Nullable;

/**
 * A decider, or the function in its place, gave something that is no decision: null, an event that is not of its
 * events, or events for a stream that was not read. Nothing was stored. It is a fault of the program: the same decision
 * fails again.
 */
public class InvalidDecisionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidDecisionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
