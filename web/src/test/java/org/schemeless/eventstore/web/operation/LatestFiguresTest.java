/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.LogStatus;

class LatestFiguresTest {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final LogStatus FIRST = new LogStatus(1, 0, List.of());
    private static final LogStatus SECOND = new LogStatus(2, 0, List.of());

    private final List<CompletableFuture<Optional<LogStatus>>> readings = new ArrayList<>();
    private final List<Optional<LogStatus>> answers = new ArrayList<>();
    private long now;

    private final LatestFigures<LogStatus> figures = new LatestFigures<>(
            () -> {
                CompletableFuture<Optional<LogStatus>> reading = new CompletableFuture<>();
                readings.add(reading);
                if (!answers.isEmpty()) {
                    reading.complete(answers.remove(0));
                }
                return reading;
            },
            () -> now);

    private Optional<LogStatus> seen() {
        return figures.now().map(LatestFigures.Reading::figures);
    }

    @Test
    void whoever_looks_within_the_time_sees_what_was_read_once() {
        answers.addAll(List.of(Optional.of(FIRST), Optional.of(SECOND)));
        assertThat(seen()).contains(FIRST);
        now += FRESH.toNanos() - 1;
        assertThat(seen()).contains(FIRST);
        assertThat(readings).hasSize(1);

        now++;
        assertThat(seen()).contains(SECOND);
        assertThat(readings).hasSize(2);
    }

    @Test
    void a_storage_that_does_not_answer_is_not_asked_again_and_leaves_what_was_known() {
        answers.add(Optional.of(FIRST));
        assertThat(seen()).contains(FIRST);

        now += FRESH.toNanos();
        assertThat(seen()).contains(FIRST);
        now += FRESH.toNanos();
        assertThat(figures.now()).hasValueSatisfying(reading -> {
            assertThat(reading.figures()).isEqualTo(FIRST);
            assertThat(reading.age()).isEqualTo(FRESH.multipliedBy(2));
        });
        assertThat(readings).hasSize(2);

        readings.get(1).complete(Optional.of(SECOND));
        assertThat(seen()).as("what was answered late").contains(SECOND);
    }

    @Test
    void what_cannot_be_read_is_not_known() {
        answers.add(Optional.empty());
        assertThat(seen()).isEmpty();
        readings.clear();
        now += FRESH.toNanos();
        answers.add(Optional.of(FIRST));
        assertThat(seen()).contains(FIRST);
    }

    @Test
    void a_server_that_has_no_thread_to_read_with_leaves_nothing_known() {
        LatestFigures<LogStatus> refused = new LatestFigures<>(
                () -> {
                    throw new IllegalStateException("no thread");
                },
                () -> now);
        assertThat(refused.now()).isEmpty();
    }
}
