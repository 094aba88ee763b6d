/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.function.BooleanSupplier;

/** A write got no answer within the budget: it may have been carried out, or may yet be. Stays in this storage. */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Throwable cause) {
        super("no answer: " + cause.getMessage(), cause);
    }

    /**
     * The true outcome by another question.
     *
     * @throws OutcomeUnknownException this, if that cannot be answered either
     */
    public boolean resolved(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (RuntimeException e) {
            addSuppressed(e);
            throw this;
        }
    }
}
