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
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.schemeless.eventstore.service.Startup;
import org.schemeless.eventstore.web.format.JsonAnswer;
import org.schemeless.eventstore.web.operation.SettingsInForce;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/** What this store is: its version, storage and server, what is set, and who asks. */
public class InfoResource {

    private final Startup startup;
    private final HttpServletRequest request;

    InfoResource(Startup startup, HttpServletRequest request) {
        this.startup = startup;
        this.request = request;
    }

    @GET
    @Requires(Role.READER)
    @Produces(MediaType.APPLICATION_JSON)
    public Response info(@Context SecurityContext caller) {
        JsonArrayBuilder settings = Json.createArrayBuilder();
        SettingsInForce.all().forEach((name, value) -> {
            JsonObjectBuilder setting = Json.createObjectBuilder().add("name", name);
            settings.add(value.map(text -> setting.add("value", text)).orElse(setting));
        });
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("version", startup.version())
                        .add("storage", startup.storage())
                        .add("server", request.getServletContext().getServerInfo())
                        .add("jvm", Runtime.version().toString())
                        .add("caller", caller(caller))
                        .add("settings", settings))
                .build();
    }

    private static JsonObjectBuilder caller(SecurityContext caller) {
        JsonArrayBuilder roles = Json.createArrayBuilder();
        for (Role role : Role.values()) {
            if (caller.isUserInRole(role.text())) {
                roles.add(role.text());
            }
        }
        Principal principal = caller.getUserPrincipal();
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (principal != null) {
            json.add("name", principal.getName());
        }
        return json.add("roles", roles);
    }
}
