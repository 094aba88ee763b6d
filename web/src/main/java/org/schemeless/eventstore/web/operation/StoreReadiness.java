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
import org.eclipse.microprofile.health.Readiness;
import org.schemeless.eventstore.service.StorageProbe;

/**
 * Ready is who can read from the backend now; the backend is asked once. There is no check of
 * liveness: a server that is started anew would not bring the backend back.
 */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {

    private static final String NAME = "eventstore";

    @Inject
    private StorageProbe probe;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(NAME).status(probe.answers()).build();
    }
}
