/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ImportRefusedException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.Measurement.Outcome;
import org.schemeless.eventstore.Measurement.Reason;
import org.schemeless.eventstore.spi.LostRaceException;

/** Tells those who count what the service does. */
@Dependent
public class Measures {

    private static final Logger LOG = System.getLogger(Measures.class.getName());

    private final Event<Measurement> measurements;

    @Inject
    Measures(Event<Measurement> measurements) {
        this.measurements = measurements;
    }

    public <T> T call(String name, Supplier<T> work) {
        return call(name, Optional.empty(), work);
    }

    /** @param domain of the streams, if it is one */
    public <T> T call(String name, Optional<String> domain, Supplier<T> work) {
        long start = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            T answer = work.get();
            outcome = isReplay(answer) ? Outcome.REPLAYED : Outcome.DONE;
            return answer;
        } catch (RuntimeException e) {
            outcome = outcome(e);
            throw e;
        } finally {
            fire(new Measurement.Call(name, domain.orElse(null), outcome, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    /** A command that is only looked for is no replay. */
    private static boolean isReplay(@Nullable Object answer) {
        return answer instanceof AppendResult result && result.replayed()
                || answer instanceof CommandResult command && command.replayed();
    }

    private static Outcome outcome(RuntimeException error) {
        if (error instanceof ImportRefusedException refused) {
            return outcome(refused.getError());
        }
        if (error instanceof ConcurrencyError) {
            return Outcome.CONFLICT;
        }
        if (error instanceof DuplicateEventException) {
            return Outcome.DUPLICATE;
        }
        if (error instanceof InvalidEventException) {
            return Outcome.INVALID;
        }
        return error instanceof EventStoreUnavailableException ? Outcome.UNAVAILABLE : Outcome.FAILED;
    }

    void retried(Throwable because) {
        fire(new Measurement.Retry(because instanceof LostRaceException ? Reason.LOST_RACE : Reason.UNAVAILABLE));
    }

    /** A subscription lost a race and repeats its batch. */
    public void lostRace() {
        fire(new Measurement.Retry(Reason.LOST_RACE));
    }

    /** The call has its own outcome, whatever an observer does. */
    private void fire(Measurement measurement) {
        try {
            measurements.fire(measurement);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an observer of Measurement failed", e);
        }
    }
}
