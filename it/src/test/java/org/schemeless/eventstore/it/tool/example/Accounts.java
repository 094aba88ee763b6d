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
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.StreamFold;

@Stateless
public class Accounts {

    public sealed interface AccountEvent {}

    @EventType("deposited")
    public record Deposited(BigDecimal amount) implements AccountEvent {}

    @EventType("withdrawn")
    public record Withdrawn(BigDecimal amount) implements AccountEvent {}

    private static final Fold<AccountEvent, BigDecimal> BALANCE = Folds.of(
            AccountEvent.class,
            BigDecimal.ZERO,
            (balance, event) -> event instanceof Deposited deposited
                    ? balance.add(deposited.amount())
                    : balance.subtract(((Withdrawn) event).amount()));

    @EJB
    private EventStore store;

    @PersistenceContext(unitName = "accounts")
    private EntityManager entityManager;

    public void deposit(String account, BigDecimal amount) {
        requireAboveZero(amount);
        of(account).decide(balance -> List.of(new Deposited(amount)));
        entityManager.persist(new Posting(account, amount));
    }

    /** The event and the entity are stored together, or neither is. */
    public void withdraw(String account, BigDecimal amount) {
        requireAboveZero(amount);
        of(account).decide(balance -> {
            if (balance.compareTo(amount) < 0) {
                throw new RefusedException("there is only " + balance);
            }
            return List.of(new Withdrawn(amount));
        });
        entityManager.persist(new Posting(account, amount.negate()));
    }

    public BigDecimal balance(String account) {
        return of(account).state();
    }

    private static void requireAboveZero(BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new RefusedException("the amount is " + amount + "; it has to be above 0");
        }
    }

    private StreamFold<AccountEvent, BigDecimal> of(String account) {
        return BALANCE.on(store, StreamId.of("account", account));
    }
}
