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
import java.util.Map;
import org.schemeless.eventstore.examples.bank.Account.Held;
import org.schemeless.eventstore.examples.bank.AccountEvent;
import org.schemeless.eventstore.examples.bank.AccountEvent.Deposited;
import org.schemeless.eventstore.examples.bank.AccountEvent.Opened;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.examples.bank.Holders;
import org.schemeless.eventstore.examples.bank.ImpossibleTransferException;
import org.schemeless.eventstore.examples.bank.Turnovers;
import org.schemeless.eventstore.examples.bank.UnknownAccountException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decisions;

/** Accounts and transfers. Outside of transactions, so that what lost a race is decided again. */
@Path("/")
@RequestScoped
public class BankResource {

    @EJB
    private Turnovers turnovers;

    @EJB
    private Holders holders;

    /** Of the decider in the other module. */
    @Inject
    private Decisions<AccountEvent, AccountEvent, Held> decisions;

    @PUT
    @Path("accounts/{account}")
    public void open(@PathParam("account") String account, @QueryParam("amount") BigDecimal amount) {
        decisions.decide(account, new Opened(amount));
    }

    @GET
    @Path("accounts/{account}/balance")
    public BigDecimal balance(@PathParam("account") String account) {
        Held held = decisions.state(account);
        if (!held.open()) {
            throw new UnknownAccountException();
        }
        return held.amount();
    }

    @GET
    @Path("accounts/{account}/turnover")
    public BigDecimal turnover(@PathParam("account") String account) {
        return turnovers.of(account);
    }

    /** The name is in the body: addresses are in logs. */
    @PUT
    @Path("holders/{holder}/name")
    public void name(@PathParam("holder") String holder, String name) {
        holders.name(holder, name);
    }

    /** Empty if the holder has no name, or was erased. */
    @GET
    @Path("holders/{holder}/name")
    public String name(@PathParam("holder") String holder) {
        return holders.nameOf(holder).orElse("");
    }

    @POST
    @Path("holders/{holder}/erasure")
    public void erase(@PathParam("holder") String holder) {
        holders.erase(holder);
    }

    /** Both accounts, or neither. */
    @POST
    @Path("transfers")
    public void transfer(
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("amount") BigDecimal amount) {
        if (from == null || to == null || from.equals(to) || amount == null || amount.signum() == 0) {
            throw new ImpossibleTransferException();
        }
        decisions.decide(Map.of(from, new Withdrawn(amount), to, new Deposited(amount)), Attempts.upTo(50));
    }
}
