/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;

/**
 * Runs work in a transaction that begins and ends with it. Public because a session bean must be; not for applications.
 */
@Stateless
@LocalBean
public class OwnTransaction {

    /** Runs work without a transaction; one that is there is put aside meanwhile. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T without(Supplier<T> work) {
        return work.get();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
