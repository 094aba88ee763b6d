/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the rules refuse is a conflict. */
@Provider
public class RefusalMapper implements ExceptionMapper<RefusedException> {

    @Override
    public Response toResponse(RefusedException refusal) {
        return Response.status(Response.Status.CONFLICT)
                .entity(refusal.getMessage())
                .type("text/plain")
                .build();
    }
}
