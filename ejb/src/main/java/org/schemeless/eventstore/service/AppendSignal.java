/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.schemeless.eventstore.service.append.AppendListeners;

/**
 * Calls back after each append of this node, for other modules of the application: an observer of
 * {@link org.schemeless.eventstore.EventsAppended} in a WAR may not hear what is fired in another module of its EAR.
 * Public because a session bean must be; not for applications.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AppendSignal {

    @Inject
    private AppendListeners listeners;

    /**
     * Registers a listener that runs after each commit, in the thread of the writer: it has to be quick, and to throw
     * nothing.
     */
    public void add(Runnable listener) {
        listeners.add(listener);
    }

    public void remove(Runnable listener) {
        listeners.remove(listener);
    }
}
