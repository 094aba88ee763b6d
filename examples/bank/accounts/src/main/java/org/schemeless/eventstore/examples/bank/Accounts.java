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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.examples.bank.AccountEvent.Deposited;
import org.schemeless.eventstore.examples.bank.AccountEvent.Opened;
import org.schemeless.eventstore.examples.bank.AccountEvent.Withdrawn;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;

/** Accounts as streams of events. Events and balances are stored together, in one transaction, or none is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Accounts {

    @Inject
    private Decisions<AccountEvent, AccountEvent, BigDecimal> decisions;

    @Inject
    private EventTypes types;

    @EJB
    private EventStore store;

    @EJB
    private Accounts self;

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    /** @throws org.schemeless.eventstore.ConcurrencyError if there is such an account */
    public void open(String account, BigDecimal amount) {
        StreamId stream = StreamId.of(Account.DOMAIN, account);
        store.storeEvents(List.of(types.newEvent(stream, new Opened(amount)).build()), ExpectedSequence.noStream());
        entityManager.persist(new Balance(account, amount));
    }

    /** Withdraws from one account and deposits in the other; decided again, in a new transaction, after a lost race. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void transfer(String from, String to, BigDecimal amount) {
        if (from.equals(to) || amount.signum() <= 0) {
            throw new ImpossibleTransferException();
        }
        decisions
                .storedIn(self::store)
                .decide(Map.of(from, new Withdrawn(amount), to, new Deposited(amount)), Attempts.upTo(50));
    }

    /** The transaction of one attempt. */
    public void store(Supplier<Map<String, Decision<BigDecimal>>> append) {
        append.get().forEach((account, decision) -> find(account).set(decision.state()));
    }

    public BigDecimal balance(String account) {
        return find(account).amount();
    }

    private Balance find(String account) {
        Balance balance = entityManager.find(Balance.class, account);
        if (balance == null) {
            throw new UnknownAccountException(account);
        }
        return balance;
    }
}
