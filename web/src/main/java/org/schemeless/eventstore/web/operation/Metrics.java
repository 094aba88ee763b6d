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
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;

/** What is counted, in a registry of the application's own: what else runs on the server does not show here. */
@ApplicationScoped
public class Metrics {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Histogram requests = Histogram.builder()
            .name("eventstore_http_request_seconds")
            .help(
                    "Time to the answer, by call and status; 412 and 409 are conflicts, 503 is a backend that cannot answer")
            .labelNames("call", "status")
            .classicOnly()
            .register(registry);

    private final Counter events = Counter.builder()
            .name("eventstore_http_events_appended")
            .help("Events that were stored by calls over HTTP; what was stored before does not count again")
            .register(registry);

    private final Counter replays = Counter.builder()
            .name("eventstore_http_replays")
            .help("Appends that were stored before and answered as the first time")
            .register(registry);

    void answered(String call, int status, double seconds) {
        requests.labelValues(call, Integer.toString(status)).observe(seconds);
    }

    void appended(int count) {
        events.inc(count);
    }

    void replayed() {
        replays.inc();
    }

    void write(OutputStream out) throws IOException {
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
    }
}
