/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {

    private static final Duration LONGEST = Duration.ofMillis(50);

    private static void assertBetween(int races, Duration shortest, Duration longest) {
        Set<Duration> pauses = IntStream.range(0, 200)
                .mapToObj(i -> Pauses.after(races, LONGEST))
                .collect(Collectors.toSet());
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(shortest, longest));
        assertThat(pauses).hasSizeGreaterThan(100);
    }

    @Test
    void pauses_are_at_random_and_longer_after_each_race_up_to_the_longest() {
        assertBetween(1, Duration.ofMillis(1), Duration.ofMillis(2));
        assertBetween(2, Duration.ofMillis(2), Duration.ofMillis(4));
        assertBetween(5, Duration.ofMillis(16), Duration.ofMillis(32));
        assertBetween(6, Duration.ofMillis(25), LONGEST);
        assertBetween(Integer.MAX_VALUE, Duration.ofMillis(25), LONGEST);
    }

    @Test
    void an_interrupted_thread_does_not_wait_and_stays_interrupted() {
        assertThat(Pauses.waited(Duration.ofNanos(1))).isTrue();
        Thread.currentThread().interrupt();
        assertThat(Pauses.waited(Duration.ofMinutes(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
