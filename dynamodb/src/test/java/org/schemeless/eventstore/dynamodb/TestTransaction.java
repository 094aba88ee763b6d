/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registry with one transaction at most, begun and ended by the test; what the server's does is tested there. */
final class TestTransaction implements TransactionSynchronizationRegistry {

    private final Map<Object, Object> resources = new HashMap<>();
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private boolean deafWhileCompleting;
    private int status = Status.STATUS_NO_TRANSACTION;

    void begin() {
        status = Status.STATUS_ACTIVE;
    }

    /** From now on it does not call what is registered while it completes. */
    void becomeDeafWhileCompleting() {
        deafWhileCompleting = true;
    }

    /** Throws what the synchronizations throw, after a rollback. */
    void commit() {
        try {
            // they may register others
            int called = synchronizations.size();
            for (int i = 0; i < (deafWhileCompleting ? called : synchronizations.size()); i++) {
                synchronizations.get(i).beforeCompletion();
            }
            end(Status.STATUS_COMMITTED);
        } catch (RuntimeException e) {
            end(Status.STATUS_ROLLEDBACK);
            throw e;
        }
    }

    void rollback() {
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int outcome) {
        List.copyOf(synchronizations).forEach(synchronization -> synchronization.afterCompletion(outcome));
        synchronizations.clear();
        resources.clear();
        status = Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public Object getTransactionKey() {
        return this;
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        synchronizations.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
        return status;
    }

    @Override
    public void setRollbackOnly() {
        status = Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public boolean getRollbackOnly() {
        return status == Status.STATUS_MARKED_ROLLBACK;
    }
}
