/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.web;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.examples.bank.ImpossibleTransferException;
import org.schemeless.eventstore.examples.bank.OverdrawnException;
import org.schemeless.eventstore.examples.bank.UnknownAccountException;

/** What the bank refuses, as a conflict; anything else is left to the server. */
@Provider
public class ErrorMapper implements ExceptionMapper<RuntimeException> {

    @Override
    public Response toResponse(RuntimeException error) {
        boolean refused = error instanceof ConcurrencyError
                || error instanceof ImpossibleTransferException
                || error instanceof OverdrawnException
                || error instanceof UnknownAccountException;
        return Response.status(refused ? Response.Status.CONFLICT : Response.Status.INTERNAL_SERVER_ERROR)
                .entity(error.getClass().getSimpleName() + ": " + error.getMessage())
                .type("text/plain")
                .build();
    }
}
