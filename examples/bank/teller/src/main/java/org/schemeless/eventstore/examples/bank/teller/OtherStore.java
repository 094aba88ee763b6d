/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank.teller;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.client.EventStoreClient;
import org.schemeless.eventstore.client.RemoteEventStore;

/** The event store of another application on the server ({@code eventstore.ear}), as a bean of this one. */
@ApplicationScoped
public class OtherStore {

    @EJB(lookup = "java:global/eventstore/eventstore-remote/RemoteEventStore")
    private RemoteEventStore remote;

    @Produces
    EventStore store() {
        return EventStoreClient.of(remote);
    }
}
