/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.logging.Mishaps;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * Runs subscriptions on the threads of the container, one batch a call. Public because a session bean must be; not for
 * applications.
 */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SubscriptionRunner {

    /** How the names of subscriptions begin that the store makes itself. */
    private static final String OF_THE_STORE = "$";

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private SubscriptionStates states;

    @Inject
    private Measures measures;

    @EJB
    private SubscriptionBatch batch;

    /** Runs the next batch of the subscription of this name, and sees to the one after it. */
    @Asynchronous
    public void run(String name) {
        states.find(name).ifPresent(this::run);
    }

    private void run(SubscriptionState state) {
        try {
            runNow(state.subscription()).ifPresentOrElse(state::reached, state::elsewhere);
        } catch (RuntimeException e) {
            failed(state, e);
        }
        states.tell(state);
        if (state.hasMore()) {
            states.runIfDue(state, 0);
        }
    }

    /** What the store itself keeps goes one after the other where the backend needs that. */
    private OptionalLong runNow(Subscription subscription) {
        return subscription.name().startsWith(OF_THE_STORE)
                ? storage.exclusively(() -> batch.run(subscription))
                : batch.run(subscription);
    }

    private void failed(SubscriptionState state, RuntimeException failure) {
        Throwable cause = causeOf(failure);
        Optional<ConcurrencyError> race = Mishaps.find(ConcurrencyError.class, failure);
        if (race.isPresent()) {
            repeat(state, state.lost(race.get(), cause));
        } else if (cause instanceof RuntimeException e
                && storage.translate(e) instanceof EventStoreUnavailableException) {
            state.heldUp(cause);
        } else {
            state.failed(cause);
        }
    }

    /** A race is over at once: to wait for the next wake-up would take a second. */
    private void repeat(SubscriptionState state, Duration pause) {
        if (pause.isZero()) {
            return;
        }
        measures.lostRace();
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            states.runIfDue(state, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What went wrong, without what the container and this module wrapped it in. */
    private static Throwable causeOf(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof EJBException || cause instanceof SubscriptionBatch.HandlingFailed)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
