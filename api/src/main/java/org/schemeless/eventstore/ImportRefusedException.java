/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.ejb.ApplicationException;

/**
 * An event of an import cannot be stored, and with it none of its batch. Nothing was written, and the
 * same batch is refused again.
 */
@ApplicationException(rollback = true)
public class ImportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final RuntimeException error;

    public ImportRefusedException(int index, RuntimeException error) {
        super(error.getMessage(), error);
        this.index = index;
        this.error = error;
    }

    /** The place of the event in the batch, from 0. */
    public int getIndex() {
        return index;
    }

    /**
     * The error that {@link EventImport#store} would throw: a {@link ConcurrencyError}, a {@link
     * DuplicateEventException} or an {@link InvalidEventException}.
     */
    public RuntimeException getError() {
        return error;
    }
}
