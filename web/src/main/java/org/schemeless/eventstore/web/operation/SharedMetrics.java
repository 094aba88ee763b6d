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
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.schemeless.eventstore.SubscriptionProgress;

/** The figures of all that share the storage; what begins with {@value #PREFIX} says the same on every node. */
final class SharedMetrics {

    private static final String PREFIX = "eventstore_log_";

    private SharedMetrics() {}

    static List<MetricSnapshot> of(SharedFigures.Reading reading) {
        List<SubscriptionProgress> subscriptions = reading.status().subscriptions();
        return List.of(
                gauge(
                        "position",
                        "The last position of the log",
                        reading.status().end()),
                gauge(
                        "unnumbered_events",
                        "Events that are committed and have no position yet; no more than some thousands are counted",
                        reading.status().unnumbered()),
                gauge(
                        "figures_age_seconds",
                        "How long ago these figures were read from the storage",
                        reading.age().toNanos() / Metrics.NANOS),
                gauge(
                        "subscription_position",
                        "The checkpoint of the subscription, on whatever node it is at work",
                        subscriptions,
                        SubscriptionProgress::position),
                gauge(
                        "subscription_lag",
                        "Events of the log after the checkpoint of the subscription",
                        subscriptions,
                        SubscriptionProgress::lag),
                gauge(
                        "subscription_stopped",
                        "1 if a node has given up on the subscription and no node has got past that place since",
                        subscriptions,
                        one -> one.stop() == null ? 0 : 1),
                gauge(
                        "subscription_stopped_position",
                        "The position that the subscription which has stopped does not get past, 0 if it has not",
                        subscriptions,
                        one -> one.stop() == null ? 0 : one.stop().position()));
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot gauge(
            String name,
            String help,
            List<SubscriptionProgress> subscriptions,
            ToDoubleFunction<SubscriptionProgress> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        subscriptions.forEach(one -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("subscription", one.name()))
                .value(value.applyAsDouble(one))
                .build()));
        return gauge.build();
    }
}
