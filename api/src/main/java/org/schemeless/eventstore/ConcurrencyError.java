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
 * A lost race on a stream: it is not where the caller expected it. Nothing was written. Read the stream again, decide
 * again, and append with the sequence read.
 *
 * <p>An unchecked application exception, so that it reaches the caller of the EJB unwrapped; it rolls the caller's
 * transaction back.
 */
@ApplicationException(rollback = true)
public class ConcurrencyError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StreamId stream;
    private final ExpectedSequence.ForStream expected;
    private final long found;

    public ConcurrencyError(StreamId stream, ExpectedSequence.ForStream expected, long found) {
        this(stream, expected, found, "stream (" + stream + "): expected sequence " + expected + ", found " + found);
    }

    ConcurrencyError(StreamId stream, ExpectedSequence.ForStream expected, long found, String message) {
        super(message);
        this.stream = stream;
        this.expected = expected;
        this.found = found;
    }

    /** The first stream, in the order of the batch, that is not where it was expected. */
    public StreamId getStream() {
        return stream;
    }

    /** What the caller asked of this stream. */
    public ExpectedSequence.ForStream getExpected() {
        return expected;
    }

    /**
     * The stream's true current sequence when the conflict was found: what other transactions see, never an older
     * snapshot of the caller's. Events that the caller's own transaction has appended before count.
     */
    public long getFound() {
        return found;
    }
}
