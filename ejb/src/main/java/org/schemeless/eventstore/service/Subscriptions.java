/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.service.subscription.SubscriptionStates;

/**
 * The {@link org.schemeless.eventstore.Subscription}s of the application on this node: how they are doing, those of other nodes too, and
 * the restart of those that have stopped. They begin with the application, whose deployment fails if one of them cannot be.
 */
@Singleton
@LocalBean
@jakarta.ejb.Startup
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Subscriptions {

    @Inject
    private SubscriptionStates states;

    @Inject
    private Progress progress;

    @PostConstruct
    void start() {
        states.start();
    }

    /** For what other nodes appended, and for what is to be tried again. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void poll() {
        states.poll();
    }

    /** How the subscriptions are doing on this node, by name. */
    public List<SubscriptionStatus> list() {
        return states.list();
    }

    /**
     * How the log and all subscriptions are doing, those of other nodes and deployments included, as the storage knows it now. Each call
     * asks it.
     *
     * @throws EventStoreUnavailableException if it cannot answer now
     * @throws UnsupportedOperationException if the store has no log; comes as cause of an EJBException
     */
    public LogStatus everywhere() {
        return progress.now();
    }

    /**
     * Lets a subscription that has stopped go on where it was; one that waits tries again at once. Of several nodes, each
     * has to be told.
     *
     * @throws IllegalArgumentException if there is none of this name; comes as cause of an EJBException
     */
    public void restart(String name) {
        states.restart(name);
    }
}
