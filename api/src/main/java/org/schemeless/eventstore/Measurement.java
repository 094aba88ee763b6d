/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the store did, for those who count it: a CDI event, fired on the thread that did it, whoever called. An observer
 * has to be quick, and leaves the transaction alone, which may be open still and may roll back: what is committed,
 * {@link EventsAppended} tells.
 */
public sealed interface Measurement {

    /**
     * A call of the service came to its end.
     *
     * @param name {@code append}, {@code readStream}, {@code sequence}, {@code findEvent},
     *     {@code findCommand}, {@code findLinked}, {@code readBoundary}, {@code hold}, {@code domains},
     *     {@code streams}, {@code readAll}, {@code lastPosition}, {@code import}
     * @param domain that of the streams, with {@code append}, {@code readStream}, {@code sequence} and
     *     {@code streams}; null with all else, and if they have several. It comes from the caller: who keeps a figure
     *     for each needs a bound
     * @param time from the call to its end, whatever it waited for
     */
    record Call(String name, @Nullable String domain, Outcome outcome, Duration time) implements Measurement {}

    /** How a call ends. */
    enum Outcome {
        /** The call gave its answer; an append has stored its batch now. */
        DONE,
        /** The batch was stored before. */
        REPLAYED,
        /** {@link ConcurrencyError} */
        CONFLICT,
        /** {@link DuplicateEventException} */
        DUPLICATE,
        /** {@link InvalidEventException} */
        INVALID,
        /** {@link EventStoreUnavailableException} */
        UNAVAILABLE,
        /** Anything else. */
        FAILED
    }

    /**
     * Something was tried again within the store: a transaction, a read, a request to the backend, a batch of a
     * subscription.
     */
    record Retry(Reason reason) implements Measurement {}

    /** Why something is tried again. */
    enum Reason {
        /** Another writer to the same stream was faster. */
        LOST_RACE,
        /** The backend could not do it then. */
        UNAVAILABLE
    }

    /**
     * Payload and meta of one event went into the object store.
     *
     * @param bytes of the object
     */
    record Offload(long bytes) implements Measurement {}
}
