/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.web;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import org.schemeless.eventstore.examples.bank.Account.Held;
import org.schemeless.eventstore.examples.bank.AccountEvent;
import org.schemeless.eventstore.examples.bank.Accounts;
import org.schemeless.eventstore.examples.bank.Turnovers;
import org.schemeless.eventstore.model.Decisions;

/** Accounts and transfers. */
@Path("/")
@RequestScoped
public class BankResource {

    @EJB
    private Accounts accounts;

    @EJB
    private Turnovers turnovers;

    /** Of the decider in the other module. */
    @Inject
    private Decisions<AccountEvent, AccountEvent, Held> decisions;

    @PUT
    @Path("accounts/{account}")
    public void open(@PathParam("account") String account, @QueryParam("amount") BigDecimal amount) {
        accounts.open(account, amount);
    }

    @GET
    @Path("accounts/{account}/balance")
    public BigDecimal balance(@PathParam("account") String account) {
        return accounts.balance(account);
    }

    @GET
    @Path("accounts/{account}/balance-by-events")
    public BigDecimal balanceByEvents(@PathParam("account") String account) {
        return decisions.state(account).amount();
    }

    @GET
    @Path("accounts/{account}/turnover")
    public BigDecimal turnover(@PathParam("account") String account) {
        return turnovers.of(account);
    }

    @POST
    @Path("transfers")
    public void transfer(
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("amount") BigDecimal amount) {
        accounts.transfer(from, to, amount);
    }
}
