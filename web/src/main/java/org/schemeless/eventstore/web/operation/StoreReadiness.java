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
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.schemeless.eventstore.EventStorage;
import org.schemeless.eventstore.StreamId;

/**
 * Ready is who can read from the backend now; asked of the storage itself, which does not repeat. There is no check of
 * liveness: a server that is started anew would not bring the backend back.
 */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {

    private static final String NAME = "eventstore";
    private static final StreamId ANY = StreamId.of("eventstore-readiness");

    @Inject
    private EventStorage storage;

    @Override
    public HealthCheckResponse call() {
        try {
            storage.sequences(Set.of(ANY));
            return HealthCheckResponse.up(NAME);
        } catch (RuntimeException e) {
            return HealthCheckResponse.down(NAME);
        }
    }
}
