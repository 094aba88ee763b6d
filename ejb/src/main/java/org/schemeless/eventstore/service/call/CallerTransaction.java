/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The transaction of the caller, if there is one. */
@Dependent
public class CallerTransaction {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry registry;

    @Inject
    private OwnTransaction own;

    /** Whether there is one, and it has not begun to commit or roll back. */
    public boolean isActive() {
        int status = registry.getTransactionStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    /** Does work as part of the transaction; as if there were none if nothing can be part of it any more. */
    public <T> T joined(Supplier<T> work) {
        return isEnding() ? own.without(work) : work.get();
    }

    /** Whether there is one that is being ended or has ended, and the thread still has it. */
    private boolean isEnding() {
        return !isActive() && registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** Lets the transaction do nothing but roll back. */
    public void markForRollback() {
        if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            registry.setRollbackOnly();
        }
    }

    /** What is kept as long as the transaction lasts, which has to be active; made when it is first asked for. */
    @SuppressWarnings("unchecked")
    public <T> T kept(Object key, Supplier<T> first) {
        Object kept = registry.getResource(key);
        if (kept == null) {
            kept = first.get();
            registry.putResource(key, kept);
        }
        return (T) kept;
    }

    /** Runs something when the transaction has committed; at once if there is none. */
    public void afterCommit(Runnable action) {
        if (!isActive()) {
            action.run();
            return;
        }
        if (registry.getRollbackOnly()) {
            return;
        }
        afterCompletion(status -> {
            if (status == Status.STATUS_COMMITTED) {
                action.run();
            }
        });
    }

    /**
     * Runs something when the transaction has ended, in whatever way.
     *
     * @return whether it will: not if the transaction is about to end already
     */
    public boolean afterEnd(Runnable action) {
        boolean goesOn = registry.getTransactionStatus() == Status.STATUS_ACTIVE;
        if (goesOn) {
            afterCompletion(status -> action.run());
        }
        return goesOn;
    }

    private void afterCompletion(IntConsumer action) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do: only the outcome counts
            }

            @Override
            public void afterCompletion(int status) {
                action.accept(status);
            }
        });
    }
}
