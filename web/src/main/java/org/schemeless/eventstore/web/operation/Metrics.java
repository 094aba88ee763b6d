/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.EventsAppended;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.SubscriptionStatus;

/** What is counted, in a registry of the application's own: what else runs on the server does not show here. */
@ApplicationScoped
public class Metrics {

    static final double NANOS = 1e9;

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Set<String> OF_A_DOMAIN = Set.of("append", "readStream", "sequence");

    private final DomainLabels domains = new DomainLabels();

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Histogram requests = Histogram.builder()
            .name("eventstore_http_request_seconds")
            .help("Time to the answer, by call and status; 412 and 409 are conflicts,"
                    + " 503 is a backend that cannot answer")
            .labelNames("call", "status")
            .classicOnly()
            .register(registry);

    private final Histogram calls = Histogram.builder()
            .name("eventstore_call_seconds")
            .help("Time of a call of the store, from HTTP or an application, by its outcome")
            .labelNames("call", "outcome")
            .classicOnly()
            .register(registry);

    private final Summary domainCalls = Summary.builder()
            .name("eventstore_domain_call_seconds")
            .help("Time of a call for the streams of one domain; an empty domain stands for several,"
                    + " and for those beyond the bound")
            .labelNames("domain", "call", "outcome")
            .register(registry);

    private final Counter appends = Counter.builder()
            .name("eventstore_appends")
            .help("Appends that were committed; what was stored before does not count again")
            .register(registry);

    private final Counter events = Counter.builder()
            .name("eventstore_events_appended")
            .help("Events of the appends that were committed")
            .register(registry);

    private final Counter retries = Counter.builder()
            .name("eventstore_retries")
            .help("What was tried again within the store: transactions, reads, requests to the backend")
            .labelNames("reason")
            .register(registry);

    private final Counter offloaded = Counter.builder()
            .name("eventstore_offloaded_bytes")
            .help("Bytes that went into the object store")
            .register(registry);

    private final Gauge stopped = Gauge.builder()
            .name("eventstore_subscription_stopped")
            .help("1 if the subscription has given up on this node and waits for its restart")
            .labelNames("subscription")
            .register(registry);

    private final Gauge failedPosition = Gauge.builder()
            .name("eventstore_subscription_failed_position")
            .help("Position of the event that the subscription could not handle the last time, 0 if there is none")
            .labelNames("subscription")
            .register(registry);

    private final Gauge lag = Gauge.builder()
            .name("eventstore_subscription_lag")
            .help("Events of the log that the subscription has not come to, as far as this node knows;"
                    + " eventstore_log_subscription_lag is exact")
            .labelNames("subscription")
            .register(registry);

    void answered(String call, int status, double seconds) {
        requests.labelValues(call, Integer.toString(status)).observe(seconds);
    }

    void called(@Observes Measurement.Call call) {
        calls.labelValues(call.name(), label(call.outcome()))
                .observe(call.time().toNanos() / NANOS);
        if (OF_A_DOMAIN.contains(call.name())) {
            domainCalls
                    .labelValues(domains.label(call), call.name(), label(call.outcome()))
                    .observe(call.time().toNanos() / NANOS);
        }
    }

    void committed(@Observes EventsAppended notice) {
        appends.inc();
        events.inc(notice.events().size());
    }

    void retried(@Observes Measurement.Retry retry) {
        retries.labelValues(label(retry.reason())).inc();
    }

    void offloaded(@Observes Measurement.Offload offload) {
        offloaded.inc(offload.bytes());
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * One at a time: of subscriptions that are no more, as the builds of views come and go, no figure stays.
     *
     * @param subscriptions how they are now on this node
     * @param shared how all are that share the storage, as far as it is known
     */
    synchronized void write(List<SubscriptionStatus> subscriptions, List<MetricSnapshot> shared, OutputStream out)
            throws IOException {
        stopped.clear();
        lag.clear();
        failedPosition.clear();
        subscriptions.forEach(one -> {
            stopped.labelValues(one.name()).set(one.stopped() ? 1 : 0);
            lag.labelValues(one.name()).set(one.lag());
            SubscriptionStatus.FailedEvent event = one.failedEvent();
            failedPosition.labelValues(one.name()).set(event == null ? 0 : event.position());
        });
        List<MetricSnapshot> all = registry.scrape().stream().collect(Collectors.toCollection(ArrayList::new));
        all.addAll(shared);
        PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(all));
    }
}
