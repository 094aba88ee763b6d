/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.Proxies;
import org.schemeless.eventstore.spi.LostRaceException;

class RetriesTest {

    private static final Duration BUDGET = Duration.ofSeconds(10);

    private final AtomicLong clock = new AtomicLong();
    private final List<Object> measured = new ArrayList<>();

    @SuppressWarnings("unchecked")
    private final Event<Measurement> measurements =
            Proxies.proxy(Event.class, (proxy, method, arguments) -> measured.add(arguments[0]));

    private final Retries retries = new Retries(new Measures(measurements), clock::get) {
        @Override
        public Duration budget() {
            return BUDGET;
        }
    };

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void waiting_for_others_is_not_repeating_however_often_it_was_in_vain() {
        AtomicInteger attempts = new AtomicInteger();

        String answer = retries.repeat(first -> {
            pass(BUDGET.multipliedBy(2));
            if (attempts.incrementAndGet() < 4) {
                throw new LostRaceException(new IllegalStateException("others were faster"));
            }
            return "stored";
        });

        assertThat(answer).isEqualTo("stored");
        assertThat(measured).hasSize(3);
    }

    @Test
    void a_wait_that_the_backend_itself_ended_counts_and_its_error_is_told() {
        EventStoreUnavailableException timeout =
                new EventStoreUnavailableException("lock time-out", new IllegalStateException());
        AtomicInteger attempts = new AtomicInteger();

        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> retries.repeat(first -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new LostRaceException(new IllegalStateException("others were faster"));
                    }
                    pass(BUDGET.plusSeconds(1));
                    throw timeout;
                }))
                .isSameAs(timeout);

        assertThat(attempts).hasValue(3);
    }

    @Test
    void what_others_are_always_faster_at_ends_with_the_budget() {
        Retries impatient = new Retries(new Measures(measurements), clock::get) {
            @Override
            public Duration budget() {
                return Duration.ofMillis(20);
            }
        };

        assertThatExceptionOfType(EventStoreUnavailableException.class)
                .isThrownBy(() -> impatient.repeat(first -> {
                    throw new LostRaceException(new IllegalStateException("others were faster"));
                }))
                .withMessageContaining("other writers were faster");
    }
}
