/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.ViewStatus;

/**
 * The figures of all that share the storage: what begins with {@value #LOG} says the same on every node, what begins
 * with {@value #VIEW} as well, but for the rates.
 */
final class SharedMetrics {

    private static final String LOG = "eventstore_log_";
    private static final String VIEW = "eventstore_view_";

    private SharedMetrics() {}

    static List<MetricSnapshot> ofLog(LatestFigures.Reading<LogStatus> reading) {
        LogStatus log = reading.figures();
        List<SubscriptionProgress> subscriptions = log.subscriptions();
        return List.of(
                gauge(LOG + "position", "The last position of the log", log.end()),
                gauge(
                        LOG + "unnumbered_events",
                        "Events that are committed and have no position yet; no more than some thousands are counted",
                        log.unnumbered()),
                age(LOG, reading),
                ofSubscriptions(
                        "position",
                        "The checkpoint of the subscription, on whatever node it is at work",
                        subscriptions,
                        one -> (double) one.position()),
                ofSubscriptions(
                        "lag", "Events of the log after the checkpoint of the subscription", subscriptions, one ->
                                (double) one.lag()),
                ofSubscriptions(
                        "stopped",
                        "1 if a node has given up on the subscription and no node has got past that place since",
                        subscriptions,
                        one -> one.stop() == null ? 0.0 : 1.0),
                ofSubscriptions(
                        "stopped_position",
                        "The position that the subscription which has stopped does not get past, 0 if it has not",
                        subscriptions,
                        one -> one.stop() == null ? 0.0 : one.stop().position()));
    }

    static List<MetricSnapshot> ofViews(LatestFigures.Reading<List<ViewStatus>> reading) {
        List<ViewStatus> builds = reading.figures();
        return List.of(
                age(VIEW, reading),
                ofBuilds("active", "1 if the build of the view is read", builds, one -> one.active() ? 1.0 : 0.0),
                ofBuilds("position", "Up to here all events are in the build", builds, one -> (double) one.position()),
                ofBuilds("lag", "Events of the log after the position of the build", builds, one -> (double) one.lag()),
                ofBuilds("share", "How much of the log is in the build, from 0 to 1", builds, ViewStatus::share),
                ofBuilds(
                        "events_per_second",
                        "Events of the log that the build gets past a second, of late; left out if this node does not"
                                + " know it, as of builds that have been read",
                        builds,
                        ViewStatus::rate),
                ofBuilds(
                        "seconds_left",
                        "How long the build takes to the end of the log at this rate; left out where that is",
                        builds,
                        one -> seconds(one.left())));
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : time.toNanos() / Metrics.NANOS;
    }

    private static GaugeSnapshot age(String prefix, LatestFigures.Reading<?> reading) {
        return gauge(
                prefix + "figures_age_seconds",
                "How long ago these figures were read from the storage",
                reading.age().toNanos() / Metrics.NANOS);
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot ofSubscriptions(
            String name,
            String help,
            List<SubscriptionProgress> subscriptions,
            Function<SubscriptionProgress, Double> value) {
        return gauge(
                LOG + "subscription_" + name, help, subscriptions, one -> Labels.of("subscription", one.name()), value);
    }

    private static GaugeSnapshot ofBuilds(
            String name, String help, List<ViewStatus> builds, Function<ViewStatus, @Nullable Double> value) {
        return gauge(VIEW + name, help, builds, SharedMetrics::labels, value);
    }

    private static Labels labels(ViewStatus status) {
        return Labels.of(
                "view",
                status.build().view(),
                "build",
                Integer.toString(status.build().build()),
                "version",
                Integer.toString(status.build().version()));
    }

    private static <T> GaugeSnapshot gauge(
            String name, String help, List<T> all, Function<T, Labels> labels, Function<T, @Nullable Double> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (T one : all) {
            Double known = value.apply(one);
            if (known != null) {
                gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels.apply(one))
                        .value(known)
                        .build());
            }
        }
        return gauge.build();
    }
}
