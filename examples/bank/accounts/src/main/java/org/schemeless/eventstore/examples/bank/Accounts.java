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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Accounts as streams of events. Each call is one transaction: its events and balances are stored together, or none. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Accounts {

    static final String DOMAIN = "account";
    private static final String OPENED = "opened";
    static final String DEPOSITED = "deposited";
    static final String WITHDRAWN = "withdrawn";

    @EJB
    private EventStore store;

    @PersistenceContext(unitName = "bank")
    private EntityManager entityManager;

    /** @throws org.schemeless.eventstore.ConcurrencyError if there is such an account */
    public void open(String account, BigDecimal amount) {
        store.storeEvents(List.of(event(account, OPENED, amount)), ExpectedSequence.noStream());
        entityManager.persist(new Balance(account, amount));
    }

    /**
     * Withdraws from one account and deposits in the other. The decision rests on the events of the first account: it is
     * expected where it was read. That the other one moves on meanwhile does no harm.
     *
     * @throws org.schemeless.eventstore.ConcurrencyError if others were faster: decide again
     */
    public void transfer(String from, String to, BigDecimal amount) {
        EventStream account = store.read(StreamId.of(DOMAIN, from));
        if (sum(account.events()).compareTo(amount) < 0) {
            throw new OverdrawnException(from);
        }
        store.storeEvents(
                List.of(event(from, WITHDRAWN, amount), event(to, DEPOSITED, amount)),
                ExpectedSequence.perStream(Map.of(account.stream(), ExpectedSequence.exactly(account.sequence()))));
        add(from, amount.negate());
        add(to, amount);
    }

    private static NewEvent event(String account, String type, BigDecimal amount) {
        return NewEvent.in(DOMAIN, account, type).payload(new Money(amount)).build();
    }

    private void add(String account, BigDecimal amount) {
        int updated = entityManager
                .createNamedQuery(Balance.ADD)
                .setParameter("account", account)
                .setParameter("amount", amount)
                .executeUpdate();
        if (updated == 0) {
            throw new UnknownAccountException(account);
        }
    }

    /** What the balance says. */
    public BigDecimal balance(String account) {
        Balance balance = entityManager.find(Balance.class, account);
        if (balance == null) {
            throw new UnknownAccountException(account);
        }
        return balance.amount();
    }

    /** What the events say. */
    public BigDecimal balanceByEvents(String account) {
        return sum(store.getAllEvents(DOMAIN, account));
    }

    private static BigDecimal sum(List<StoredEvent> events) {
        return events.stream().map(Accounts::signed).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal signed(StoredEvent event) {
        BigDecimal amount = event.payloadAs(Money.class).amount();
        return event.type().equals(WITHDRAWN) ? amount.negate() : amount;
    }
}
