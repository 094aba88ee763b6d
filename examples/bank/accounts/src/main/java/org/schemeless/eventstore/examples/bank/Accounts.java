/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;
import org.schemeless.eventstore.examples.bank.Account.Held;
import org.schemeless.eventstore.examples.bank.AccountEvent.Deposited;
import org.schemeless.eventstore.examples.bank.AccountEvent.Opened;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;

/** Accounts as streams of events. Events and balances are stored together, in one transaction, or none is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Accounts {

    @Inject
    private Decisions<AccountEvent, AccountEvent, Held> decisions;

    @EJB
    private Accounts self;

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    /** Opens an account, once. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void open(String account, BigDecimal amount) {
        requireMoney(amount);
        decisions.storedIn(self::storeNew).decide(account, new Opened(amount));
    }

    /** Withdraws from one account and deposits in the other; decided again, in a new transaction, after a lost race. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void transfer(String from, String to, BigDecimal amount) {
        requireMoney(amount);
        if (from == null || to == null || from.equals(to) || amount.signum() == 0) {
            throw new ImpossibleTransferException();
        }
        decisions
                .storedIn(self::store)
                .decide(Map.of(from, new Withdrawn(amount), to, new Deposited(amount)), Attempts.upTo(50));
    }

    /** The columns of the balances and the sums of events have to be able to hold it. */
    private static void requireMoney(BigDecimal amount) {
        if (amount == null || amount.signum() < 0 || amount.scale() < 0 || amount.scale() > 2 || amount.precision() > 17) {
            throw new InvalidAmountException();
        }
    }

    /** The transaction of one attempt. */
    public void store(Supplier<Map<String, Decision<Held>>> append) {
        append.get().forEach((account, decision) -> balanceOf(account)
                .set(decision.state().amount()));
    }

    /** The transaction of one attempt to open an account. */
    public void storeNew(Supplier<Map<String, Decision<Held>>> append) {
        append.get().forEach((account, decision) -> entityManager.persist(
                new Balance(account, decision.state().amount())));
    }

    public BigDecimal balance(String account) {
        return balanceOf(account).amount();
    }

    private Balance balanceOf(String account) {
        Balance balance = entityManager.find(Balance.class, account);
        if (balance == null) {
            throw new UnknownAccountException();
        }
        return balance;
    }
}
