/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.tck.StoreFixture;

/**
 * The store in memory with transactions like a server's: the store holds back what is appended in one, and what a
 * server does besides, at the end of a transaction and with rows of an application's own, is played here.
 */
abstract class InMemoryFixture implements StoreFixture {

    private static final List<Moment> BEFORE = List.of(
            Moment.SESSION_BEFORE_COMPLETION,
            Moment.OBSERVER_BEFORE_COMPLETION,
            Moment.REGISTERED_BEFORE_COMPLETION,
            Moment.INTERPOSED_BEFORE_COMPLETION);

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final ThreadLocal<Transaction> current = new ThreadLocal<>();
    private final Set<String> rows = new HashSet<>();

    /** What a server keeps of a transaction besides its appends. */
    private static final class Transaction {

        private final Map<Moment, Deque<Runnable>> planned = new EnumMap<>(Moment.class);
        private final List<String> rows = new ArrayList<>();

        void plan(Moment moment, Runnable work) {
            planned.computeIfAbsent(moment, none -> new ArrayDeque<>()).add(work);
        }

        Optional<Runnable> next(Moment moment) {
            return Optional.ofNullable(
                    planned.getOrDefault(moment, new ArrayDeque<>()).poll());
        }
    }

    @Override
    public InMemoryEventStore store() {
        return store;
    }

    @Override
    public Optional<StoredEvent> findEvent(String id) {
        return store.findEvent(id);
    }

    @Override
    public LogEnd logEnd() {
        return new LogEnd(store.getLastPosition(), null);
    }

    @Override
    public LogEnd logEnd(String until) {
        return logEnd();
    }

    @Override
    public ThreadFactory threads() {
        return Thread::new;
    }

    @Override
    public void inTransaction(Runnable work) {
        outsideOfTransactions(() -> {
            Transaction transaction = begun();
            try {
                work.run();
            } catch (Throwable e) {
                rolledBack(transaction);
                throw e;
            }
            try {
                complete(transaction);
            } catch (RuntimeException e) {
                rolledBack(transaction);
                throw new NotCommitted(e);
            }
            ended(transaction, Moment.OBSERVER_AFTER_SUCCESS);
        });
    }

    @Override
    public void inTransactionRolledBack(Runnable work) {
        outsideOfTransactions(() -> {
            Transaction transaction = begun();
            try {
                work.run();
            } finally {
                rolledBack(transaction);
            }
        });
    }

    private Transaction begun() {
        Transaction transaction = new Transaction();
        store.begin();
        current.set(transaction);
        return transaction;
    }

    private void complete(Transaction transaction) {
        BEFORE.forEach(moment -> {
            Optional<Runnable> work = transaction.next(moment);
            while (work.isPresent()) {
                run(moment, work.get());
                work = transaction.next(moment);
            }
        });
        synchronized (rows) {
            transaction.rows.stream().filter(rows::contains).findFirst().ifPresent(row -> {
                throw new IllegalStateException("the row " + row + " is there already");
            });
            store.commit();
            rows.addAll(transaction.rows);
        }
    }

    /** What an observer throws is only logged, as CDI has it. */
    private static void run(Moment moment, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (moment != Moment.OBSERVER_BEFORE_COMPLETION) {
                throw e;
            }
        }
    }

    private void rolledBack(Transaction transaction) {
        store.rollBack();
        ended(transaction, Moment.OBSERVER_AFTER_FAILURE);
    }

    /** The thread has no transaction any more. */
    private void ended(Transaction transaction, Moment observed) {
        current.remove();
        for (Moment moment : List.of(
                Moment.INTERPOSED_AFTER_COMPLETION,
                Moment.REGISTERED_AFTER_COMPLETION,
                Moment.SESSION_AFTER_COMPLETION,
                observed,
                Moment.OBSERVER_AFTER_COMPLETION)) {
            transaction.next(moment).ifPresent(Runnable::run);
        }
    }

    @Override
    public void markForRollback() {
        store.markForRollback();
    }

    @Override
    public void outsideOfTransactions(Runnable work) {
        Transaction suspended = current.get();
        current.remove();
        try {
            store.outsideOfTransactions(work);
        } finally {
            current.set(suspended);
        }
    }

    @Override
    public <T> T inManagedBean(Supplier<T> work) {
        List<T> result = new ArrayList<>();
        if (current.get() == null) {
            inTransaction(() -> result.add(work.get()));
        } else {
            try {
                result.add(work.get());
            } catch (RuntimeException e) {
                store.markForRollback();
                throw e;
            }
        }
        return result.get(0);
    }

    @Override
    public void at(Moment moment, Runnable work) {
        current.get().plan(moment, work);
    }

    @Override
    public Refused refusedAt(Moment moment) {
        return Refused.NONE;
    }

    @Override
    public void saveRow(String id) {
        current.get().rows.add(id);
    }

    @Override
    public boolean hasRow(String id) {
        synchronized (rows) {
            return rows.contains(id);
        }
    }
}
