/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.spi.EventStorage;

/** Turns the failures of backend and container into what they mean to a caller. */
@Dependent
public class FailureTranslation {

    private final EventStorage storage;

    @Inject
    FailureTranslation(EventStorage storage) {
        this.storage = storage;
    }

    public <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (EJBException e) {
            throw isFailedCommit(e) ? notCommitted(e) : storage.translate(e);
        } catch (RuntimeException e) {
            throw storage.translate(e);
        }
    }

    private static boolean isFailedCommit(EJBException failure) {
        return Stream.<Throwable>iterate(failure.getCause(), cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof RollbackException
                        || cause instanceof HeuristicMixedException
                        || cause instanceof HeuristicRollbackException
                        || cause instanceof SystemException);
    }

    /** It may pass the next time: if the batch was stored after all, its ids are recognised. */
    private static EventStoreUnavailableException notCommitted(EJBException failure) {
        return new EventStoreUnavailableException("the transaction of the append did not commit", failure);
    }
}
