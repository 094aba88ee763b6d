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

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewStatus;

class SharedMetricsTest {

    private static final ViewStatus READ = new ViewStatus(
            new ViewBuild("turnover", 3, 1, 2, ViewBuild.Status.FOLLOWING, false, Instant.EPOCH),
            true,
            90,
            10,
            0.9,
            null,
            null,
            List.of());
    private static final ViewStatus BUILT = new ViewStatus(
            new ViewBuild("turnover", 4, 2, 1, ViewBuild.Status.BUILDING, false, Instant.EPOCH),
            false,
            25,
            75,
            0.25,
            30.0,
            Duration.ofMillis(2500),
            List.of());

    @Test
    void builds_tell_how_far_they_are_and_how_fast_they_go_on_where_that_is_known() throws IOException {
        assertThat(lines(READ, BUILT))
                .containsExactlyInAnyOrder(
                        "eventstore_view_figures_age_seconds 4.0",
                        "eventstore_view_active{build=\"3\",version=\"1\",view=\"turnover\"} 1.0",
                        "eventstore_view_active{build=\"4\",version=\"2\",view=\"turnover\"} 0.0",
                        "eventstore_view_position{build=\"3\",version=\"1\",view=\"turnover\"} 90.0",
                        "eventstore_view_position{build=\"4\",version=\"2\",view=\"turnover\"} 25.0",
                        "eventstore_view_lag{build=\"3\",version=\"1\",view=\"turnover\"} 10.0",
                        "eventstore_view_lag{build=\"4\",version=\"2\",view=\"turnover\"} 75.0",
                        "eventstore_view_share{build=\"3\",version=\"1\",view=\"turnover\"} 0.9",
                        "eventstore_view_share{build=\"4\",version=\"2\",view=\"turnover\"} 0.25",
                        "eventstore_view_events_per_second{build=\"4\",version=\"2\",view=\"turnover\"} 30.0",
                        "eventstore_view_seconds_left{build=\"4\",version=\"2\",view=\"turnover\"} 2.5");
    }

    private static List<String> lines(ViewStatus... builds) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create()
                .write(
                        out,
                        new MetricSnapshots(SharedMetrics.ofViews(
                                new LatestFigures.Reading<>(List.of(builds), Duration.ofSeconds(4)))));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
