/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.SecurityContext;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.web.security.Role;

/** Where a subscription has stopped, in JSON. */
final class StopJson {

    private StopJson() {}

    /** Whether this caller may see texts of exceptions, which tell of code and may tell of data. */
    static boolean mayTellCause(SecurityContext caller) {
        return caller.isUserInRole(Role.ADMIN.text());
    }

    static JsonObjectBuilder of(SubscriptionStop stop, boolean withCause) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("position", stop.position());
        FailedEvent event = stop.event();
        if (event != null) {
            json.add("event", of(event));
        }
        return withCause ? json.add("cause", stop.cause()) : json;
    }

    static JsonObjectBuilder of(FailedEvent event) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", event.id())
                .add("type", event.type())
                .add("domain", event.stream().domain());
        if (!event.stream().identifier().isEmpty()) {
            json.add("identifier", event.stream().identifier());
        }
        return json.add("position", event.position());
    }
}
