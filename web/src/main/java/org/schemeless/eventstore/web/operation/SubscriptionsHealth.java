/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;

/**
 * Tells which subscriptions of this node have stopped, and is up all the same: without them the store serves as ever,
 * and neither another node nor a server that is started anew would get past an event that cannot be handled.
 */
@Readiness
@ApplicationScoped
public class SubscriptionsHealth implements HealthCheck {

    private static final String NAME = "eventstore-subscriptions";

    @Inject
    private Subscriptions subscriptions;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME).up();
        subscriptions.list().forEach(one -> tell(one, answer));
        return answer.build();
    }

    private static void tell(SubscriptionStatus one, HealthCheckResponseBuilder answer) {
        answer.withData(one.name(), one.stopped() ? "stopped" : "running");
        if (!one.stopped()) {
            return;
        }
        SubscriptionStatus.FailedEvent event = one.failedEvent();
        if (event != null) {
            answer.withData(one.name() + ".event", event.id());
            answer.withData(one.name() + ".type", event.type());
            answer.withData(one.name() + ".position", event.position());
        }
        String failure = one.failure();
        if (failure != null) {
            answer.withData(one.name() + ".cause", failure);
        }
    }
}
