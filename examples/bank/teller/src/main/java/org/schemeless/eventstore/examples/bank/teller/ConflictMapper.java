/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.teller;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.schemeless.eventstore.ConcurrencyError;

/** A lost race, told by the error's own fields, which came from another application. */
@Provider
public class ConflictMapper implements ExceptionMapper<ConcurrencyError> {

    @Override
    public Response toResponse(ConcurrencyError error) {
        return Response.status(Response.Status.CONFLICT)
                .entity(error.getStream() + ": expected " + error.getExpected() + ", found " + error.getFound())
                .type("text/plain")
                .build();
    }
}
