/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.EJBException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import org.schemeless.eventstore.EventStoreUnavailableException;

/** What it means when the container could not commit. */
final class CommitFailure {

    private CommitFailure() {}

    /** A commit that failed may pass the next time: its batch is recognised by its ids if it was stored after all. */
    static RuntimeException translate(RuntimeException failure) {
        if (failure instanceof EJBException) {
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof RollbackException
                        || cause instanceof HeuristicMixedException
                        || cause instanceof HeuristicRollbackException) {
                    return new EventStoreUnavailableException("the transaction of the append did not commit", failure);
                }
            }
        }
        return failure;
    }
}
