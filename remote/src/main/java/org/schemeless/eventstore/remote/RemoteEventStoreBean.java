/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.remote;

import jakarta.ejb.EJB;
import jakarta.ejb.Remote;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.schemeless.eventstore.client.RemoteCall;
import org.schemeless.eventstore.client.RemoteEventStore;
import org.schemeless.eventstore.service.EventStoreService;

/** Passes every call on to {@link EventStoreService}, in the caller's transaction if the protocol carried it here. */
@Stateless(name = "RemoteEventStore")
@Remote(RemoteEventStore.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RemoteEventStoreBean implements RemoteEventStore {

    @EJB
    private EventStoreService service;

    @Override
    public byte[] call(byte[] call) {
        return RemoteCall.answer(call, service);
    }
}
