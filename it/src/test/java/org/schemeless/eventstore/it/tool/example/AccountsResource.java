/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import org.schemeless.eventstore.EventStore;

/** The way in for the tests. */
@Path("accounts/{account}")
public class AccountsResource {

    @EJB
    private Accounts accounts;

    @EJB
    private PlainAccounts plainAccounts;

    @EJB
    private Turnovers turnovers;

    /** As an application injects it that is tested with another one. */
    @Inject
    private EventStore store;

    @GET
    @Path("sequence")
    public String sequence(@PathParam("account") String account) {
        return Long.toString(store.getStreamSequence("account", account));
    }

    @POST
    public void deposit(@PathParam("account") String account, @QueryParam("amount") BigDecimal amount) {
        answering(() -> accounts.deposit(account, amount));
    }

    @GET
    @Path("balance")
    public String balance(@PathParam("account") String account) {
        return accounts.balance(account).toString();
    }

    @POST
    @Path("withdrawals")
    public void withdraw(@PathParam("account") String account, @QueryParam("amount") BigDecimal amount) {
        answering(() -> accounts.withdraw(account, amount));
    }

    /** A refusal that the container has wrapped is none, but an error of the server's. */
    private static void answering(Runnable call) {
        try {
            call.run();
        } catch (RefusedException e) {
            throw new WebApplicationException(Response.status(Response.Status.CONFLICT)
                    .entity(e.getMessage())
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .build());
        }
    }

    @POST
    @Path("plain")
    public void depositPlainly(
            @PathParam("account") String account,
            @QueryParam("amount") BigDecimal amount,
            @QueryParam("order") String order) {
        plainAccounts.deposit(account, amount, order);
    }

    @GET
    @Path("plain")
    public String plainBalance(@PathParam("account") String account) {
        return plainAccounts.balance(account).toString();
    }

    @GET
    @Path("turnover")
    public String turnover(@PathParam("account") String account) {
        return turnovers.amount(account).toString();
    }

    /** How often the caller's session has been here, this time included: the application's own, by its cookie. */
    @GET
    @Path("visits")
    public int visits(@Context HttpServletRequest request) {
        HttpSession session = request.getSession();
        int visits = session.getAttribute("visits") instanceof Integer before ? before + 1 : 1;
        session.setAttribute("visits", visits);
        return visits;
    }

    @GET
    @Path("postings")
    public String postings(@PathParam("account") String account) {
        return String.join("\n", turnovers.postings(account));
    }
}
