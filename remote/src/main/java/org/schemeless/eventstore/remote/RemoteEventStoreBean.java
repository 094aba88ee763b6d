/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.remote;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJB;
import jakarta.ejb.Remote;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.schemeless.eventstore.client.RemoteCall;
import org.schemeless.eventstore.client.RemoteEventStore;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Passes every call on to {@link EventStoreService}, in the caller's transaction if the protocol carried it here, if
 * the caller has the role for it: those of HTTP. Not by {@code RolesAllowed}: the one method here is all calls in one,
 * and a server that does not know who calls would have no role for it at all.
 */
@Stateless(name = "RemoteEventStore")
@Remote(RemoteEventStore.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@DeclareRoles({"reader", "writer", "admin"})
@PermitAll // WildFly would let nobody call a bean that knows roles and does not say whose its methods are
public class RemoteEventStoreBean implements RemoteEventStore {

    @EJB
    private EventStoreService service;

    @Resource
    private SessionContext context;

    @Inject
    private AnonymousCaller anonymous;

    @Override
    public byte[] call(byte[] call) {
        return RemoteCall.answer(call, service, this::isCallerInRole);
    }

    private boolean isCallerInRole(String role) {
        return anonymous.is(context.getCallerPrincipal()) ? anonymous.isInRole(role) : context.isCallerInRole(role);
    }
}
