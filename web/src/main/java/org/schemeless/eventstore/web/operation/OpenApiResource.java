/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.schemeless.eventstore.web.security.Requires;
import org.schemeless.eventstore.web.security.Role;

/**
 * The OpenAPI document, as it was written. What servers themselves make of it at {@code /openapi} differs: calls are
 * missing there, or stand there twice.
 */
public class OpenApiResource {

    @GET
    @Requires(Role.READER)
    @Produces(MediaType.WILDCARD)
    public Response openApi(@PathParam("form") String form) throws IOException {
        try (InputStream document = OpenApiResource.class.getResourceAsStream("openapi." + form)) {
            return Response.ok(Objects.requireNonNull(document, form).readAllBytes())
                    .type("application/" + form)
                    .build();
        }
    }
}
