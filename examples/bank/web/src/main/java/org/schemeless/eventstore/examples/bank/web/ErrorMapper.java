/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.examples.bank.AccountExistsException;
import org.schemeless.eventstore.examples.bank.ImpossibleTransferException;
import org.schemeless.eventstore.examples.bank.InvalidAmountException;
import org.schemeless.eventstore.examples.bank.OverdrawnException;
import org.schemeless.eventstore.examples.bank.UnknownAccountException;

/** What the bank refuses, as a conflict; anything else is the server's own answer, or an error without details. */
@Provider
public class ErrorMapper implements ExceptionMapper<RuntimeException> {

    private static final Set<Class<?>> REFUSALS = Set.of(
            AccountExistsException.class,
            ConcurrencyError.class,
            ImpossibleTransferException.class,
            InvalidAmountException.class,
            OverdrawnException.class,
            UnknownAccountException.class);

    @Override
    public Response toResponse(RuntimeException error) {
        if (error instanceof WebApplicationException answered) {
            return answered.getResponse();
        }
        return REFUSALS.contains(error.getClass())
                ? answer(Response.Status.CONFLICT, error.getClass().getSimpleName() + ": " + error.getMessage())
                : answer(Response.Status.INTERNAL_SERVER_ERROR, "the bank has failed; its log says why");
    }

    private static Response answer(Response.Status status, String text) {
        return Response.status(status).entity(text).type("text/plain").build();
    }
}
