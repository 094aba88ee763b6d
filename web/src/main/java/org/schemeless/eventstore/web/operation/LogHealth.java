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
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;

/**
 * Tells how the log and the subscriptions of all that share the storage are doing, and is up all the same: this node
 * can do nothing about a subscription of another one, and serves as ever.
 */
@Readiness
@ApplicationScoped
public class LogHealth implements HealthCheck {

    private static final String NAME = "eventstore-log";

    @Inject
    private SharedFigures shared;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME).up();
        shared.now().ifPresent(reading -> {
            answer.withData("age-seconds", reading.age().toSeconds());
            tell(reading.figures(), answer);
        });
        return answer.build();
    }

    private static void tell(LogStatus log, HealthCheckResponseBuilder answer) {
        answer.withData("position", log.end());
        answer.withData("unnumbered", log.unnumbered());
        log.subscriptions().forEach(one -> tell("subscription." + one.name(), one, answer));
    }

    private static void tell(String name, SubscriptionProgress one, HealthCheckResponseBuilder answer) {
        SubscriptionStop stop = one.stop();
        answer.withData(name, stop == null ? "not stopped" : "stopped");
        answer.withData(name + ".checkpoint", one.position());
        answer.withData(name + ".lag", one.lag());
        if (stop == null) {
            return;
        }
        FailedEvent event = stop.event();
        if (event != null) {
            answer.withData(name + ".event", event.id());
            answer.withData(name + ".type", event.type());
        }
        answer.withData(name + ".position", stop.position());
        answer.withData(name + ".cause", stop.cause());
    }
}
