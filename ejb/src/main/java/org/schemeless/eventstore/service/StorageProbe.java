/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.schemeless.eventstore.spi.EventStorage;

/**
 * Tells how the storage's backend is. A bean of this module, since servers look for a persistence unit in the module of
 * the bean that was called. Public because a session bean must be; not for applications.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StorageProbe {

    @Inject
    private EventStorage storage;

    /** Whether it can be used now; it is asked once. */
    public boolean answers() {
        try {
            storage.probe();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
