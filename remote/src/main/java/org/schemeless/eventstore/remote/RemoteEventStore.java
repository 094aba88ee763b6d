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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStore;
import org.schemeless.eventstore.service.EventStoreService;

/** Passes every call on to {@link EventStoreService}, in the caller's transaction if the protocol carried it here. */
@Stateless
@Remote(EventStore.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RemoteEventStore implements EventStore {

    @EJB
    private EventStoreService service;

    @Override
    public AppendResult storeEvents(List<NewEvent> events) {
        return service.storeEvents(events);
    }

    @Override
    public AppendResult storeEvents(List<NewEvent> events, ExpectedSequence expected) {
        return service.storeEvents(events, expected);
    }

    @Override
    public List<StoredEvent> getAllEvents(String domain, @Nullable String identifier) {
        return service.getAllEvents(domain, identifier);
    }

    @Override
    public EventPage readStream(StreamId stream, long after, int limit) {
        return service.readStream(stream, after, limit);
    }

    @Override
    public long getStreamSequence(String domain, @Nullable String identifier) {
        return service.getStreamSequence(domain, identifier);
    }

    @Override
    public StoredEvent getEvent(String id) {
        return service.getEvent(id);
    }

    @Override
    public List<StoredEvent> findByCausationId(String causationId) {
        return service.findByCausationId(causationId);
    }

    @Override
    public List<StoredEvent> findByCorrelationId(String correlationId) {
        return service.findByCorrelationId(correlationId);
    }

    @Override
    public LookupPage findLinked(CausalLink link, String id, long after, int limit) {
        return service.findLinked(link, id, after, limit);
    }

    @Override
    public List<StoredEvent> readAll(long after, int limit) {
        return service.readAll(after, limit);
    }
}
