/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.function.Supplier;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;

/**
 * From a storage to the service: what became of one append. All that is no outcome is thrown: after a {@link
 * LostRaceException} it is sure that nothing was stored, after anything else it is not.
 */
public sealed interface AppendOutcome {

    /**
     * The result, for the caller.
     *
     * @throws ConcurrencyError if it was refused since a stream is not as expected
     * @throws DuplicateEventException if it was refused since an id is taken
     * @throws IllegalStateException if it needs a transaction: there is none yet
     */
    AppendResult result();

    /** The batch is stored, by this append or by an earlier one that it repeats; in a transaction once that commits. */
    record Stored(AppendResult result) implements AppendOutcome {}

    /**
     * Nothing of the batch is stored, and the caller has to be told why.
     *
     * @param error a {@link ConcurrencyError} or a {@link DuplicateEventException}
     */
    record Refused(RuntimeException error) implements AppendOutcome {

        @Override
        public AppendResult result() {
            throw error;
        }
    }

    /** Nothing was written: it takes a transaction to store the batch, or to tell why it cannot be stored. */
    record NeedsTransaction() implements AppendOutcome {

        @Override
        public AppendResult result() {
            throw new IllegalStateException("an append that needs a transaction has no result without one");
        }
    }

    /** The outcome of an attempt that gives its result, or throws why it is refused. */
    static AppendOutcome of(Supplier<AppendResult> attempt) {
        try {
            return new Stored(attempt.get());
        } catch (ConcurrencyError | DuplicateEventException e) {
            return new Refused(e);
        }
    }
}
