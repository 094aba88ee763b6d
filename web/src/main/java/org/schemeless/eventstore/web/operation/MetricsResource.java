/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** The metrics in the text format of Prometheus. */
public class MetricsResource {

    private final Metrics metrics;
    private final Subscriptions subscriptions;
    private final SharedFigures shared;

    public MetricsResource(Metrics metrics, Subscriptions subscriptions, SharedFigures shared) {
        this.metrics = metrics;
        this.shared = shared;
        this.subscriptions = subscriptions;
    }

    @GET
    @Requires(Role.READER)
    @Produces("text/plain")
    public Response metrics() {
        List<SubscriptionStatus> now = subscriptions.list();
        List<MetricSnapshot> everywhere = new ArrayList<>();
        shared.now().map(SharedMetrics::ofLog).ifPresent(everywhere::addAll);
        shared.views().map(SharedMetrics::ofViews).ifPresent(everywhere::addAll);
        StreamingOutput text = out -> metrics.write(now, everywhere, out);
        return Response.ok(text).type(Metrics.CONTENT_TYPE).build();
    }
}
