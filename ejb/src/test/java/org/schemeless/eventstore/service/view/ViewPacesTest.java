/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ViewBuild;

/** How fast a build goes on, by a clock of the test's. */
class ViewPacesTest {

    private static final ViewBuild BUILD =
            new ViewBuild("report", 3, 2, 1, ViewBuild.Status.BUILDING, false, Instant.EPOCH);

    private long now = Long.MAX_VALUE - 1; // a clock may pass its end
    private final ViewPaces paces = new ViewPaces(() -> now);

    private void look(Duration after, long position) {
        now += after.toNanos();
        paces.look(List.of(BUILD), build -> position);
    }

    @Test
    void is_not_known_by_one_look() {
        assertThat(paces.eventsPerSecond(BUILD)).isEmpty();
        look(Duration.ZERO, 100);
        assertThat(paces.eventsPerSecond(BUILD)).isEmpty();
    }

    @Test
    void is_that_of_the_last_half_minute() {
        look(Duration.ZERO, 0);
        look(Duration.ofSeconds(2), 1_000);
        assertThat(paces.eventsPerSecond(BUILD)).hasValue(500);
        look(Duration.ofSeconds(18), 11_000);
        assertThat(paces.eventsPerSecond(BUILD)).hasValue(550);
        look(Duration.ofSeconds(12), 11_000);
        assertThat(paces.eventsPerSecond(BUILD)).as("from the second look on").hasValue(10_000 / 30.0);
    }

    @Test
    void a_build_that_was_not_looked_at_is_forgotten() {
        look(Duration.ZERO, 0);
        look(Duration.ofSeconds(1), 10);
        paces.look(List.of(), build -> 0);
        assertThat(paces.eventsPerSecond(BUILD)).isEmpty();
    }
}
