/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.LogEnd;
import org.schemeless.eventstore.StoredEvent;

/** What the contract is tested with: a store, and a caller of it that has transactions. */
public interface StoreFixture {

    EventStore store();

    /** The store's look-up of an event that may not be there. */
    Optional<StoredEvent> findEvent(String id);

    /** Where the store says that its log ends. */
    LogEnd logEnd();

    /** The same for what was there at an earlier question, as its answer says. */
    LogEnd logEnd(String until);

    /** Threads from which the store may be called. */
    ThreadFactory threads();

    /**
     * Does the work in a new transaction and commits it; a transaction that is there already is suspended meanwhile.
     * What the work throws is thrown after a rollback.
     *
     * @throws NotCommitted if the work returned but the commit failed
     */
    void inTransaction(Runnable work);

    /** Does the work in a new transaction and rolls it back; one that is there already is suspended meanwhile. */
    void inTransactionRolledBack(Runnable work);

    /** Marks the current transaction, which can only be rolled back from then on. */
    void markForRollback();

    /** Does the work without a transaction; one that is there is suspended meanwhile. */
    void outsideOfTransactions(Runnable work);

    /** Does the work in an enterprise bean whose transaction the container manages, and which joins the caller's. */
    <T> T inManagedBean(Supplier<T> work);

    /** Does the work at this moment of the current transaction. The server gets what it throws. */
    void at(Moment moment, Runnable work);

    /** Which appends the server refuses at this moment. */
    Refused refusedAt(Moment moment);

    /** Appends that a server refuses, and rolls the transaction back. */
    enum Refused {
        NONE,
        /** The first of a transaction. */
        FIRST,
        ALL
    }

    /**
     * Saves a row of the application's own as part of the current transaction, which writes it when it is about to end.
     */
    void saveRow(String id);

    boolean hasRow(String id);

    /** When a server lets an application in while it ends a transaction. */
    enum Moment {
        /** A synchronization of the registry. */
        INTERPOSED_BEFORE_COMPLETION,
        INTERPOSED_AFTER_COMPLETION,
        /**
         * A synchronization that was registered with the transaction itself, as libraries do that have the transaction
         * manager.
         */
        REGISTERED_BEFORE_COMPLETION,
        REGISTERED_AFTER_COMPLETION,
        /** {@code SessionSynchronization} of a stateful session bean. */
        SESSION_BEFORE_COMPLETION,
        SESSION_AFTER_COMPLETION,
        /** A CDI observer of an event that was fired in the transaction. */
        OBSERVER_BEFORE_COMPLETION,
        OBSERVER_AFTER_SUCCESS,
        OBSERVER_AFTER_FAILURE,
        OBSERVER_AFTER_COMPLETION;

        static final List<Moment> AFTER_COMMIT = List.of(
                INTERPOSED_AFTER_COMPLETION,
                REGISTERED_AFTER_COMPLETION,
                SESSION_AFTER_COMPLETION,
                OBSERVER_AFTER_SUCCESS,
                OBSERVER_AFTER_COMPLETION);

        static final List<Moment> AFTER_ROLLBACK = List.of(
                INTERPOSED_AFTER_COMPLETION,
                REGISTERED_AFTER_COMPLETION,
                SESSION_AFTER_COMPLETION,
                OBSERVER_AFTER_FAILURE,
                OBSERVER_AFTER_COMPLETION);

        static final List<Moment> BEFORE = List.of(
                SESSION_BEFORE_COMPLETION,
                OBSERVER_BEFORE_COMPLETION,
                REGISTERED_BEFORE_COMPLETION,
                INTERPOSED_BEFORE_COMPLETION);
    }

    /** The commit failed, for the reason that is the cause. */
    final class NotCommitted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NotCommitted(Throwable cause) {
            super("the commit failed", cause);
        }
    }
}
