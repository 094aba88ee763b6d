/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The application's errors as it likes them. */
@Provider
public class TeapotMapper implements ExceptionMapper<TeapotException> {

    @Override
    public Response toResponse(TeapotException error) {
        return Response.status(418)
                .entity("of the application")
                .type("text/plain")
                .build();
    }
}
