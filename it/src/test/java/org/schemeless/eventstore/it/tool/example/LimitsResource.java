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
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;

/** The way to the decisions on limits. */
@Path("limits/{account}")
@RequestScoped
public class LimitsResource {

    @Inject
    private Decisions<BigDecimal, Limit.Raised, Limit.Raised> decisions;

    @EJB
    private Limits limits;

    @POST
    @Path("in-a-transaction")
    public String raiseInTransaction(
            @PathParam("account") String account,
            @QueryParam("limit") BigDecimal limit,
            @QueryParam("attempts") int attempts) {
        return limits.raise(account, limit, attempts);
    }

    @POST
    @Path("snapshot")
    public String falsifySnapshot(@PathParam("account") String account, @QueryParam("limit") BigDecimal limit) {
        return limits.falsifySnapshot(account, limit);
    }

    @POST
    @Path("posted")
    public long raiseWithPosting(@PathParam("account") String account, @QueryParam("limit") BigDecimal limit) {
        return limits.raiseWithPosting(account, limit).sequence();
    }

    /** The sequence and the limit after it, outside of a transaction. */
    @POST
    public String raise(
            @PathParam("account") String account,
            @QueryParam("limit") BigDecimal limit,
            @QueryParam("command") String command) {
        Attempts attempts = Attempts.upTo(2);
        Decision<Limit.Raised> done =
                decisions.decide(account, limit, command == null ? attempts : attempts.command(command));
        return done.sequence() + ": " + done.state().limit() + " "
                + done.state().currency() + (done.repeated() ? ", again" : "");
    }
}
