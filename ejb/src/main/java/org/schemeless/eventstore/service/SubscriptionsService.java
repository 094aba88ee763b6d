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
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.service.subscription.SubscriptionStates;
import org.schemeless.eventstore.service.view.ViewBuilds;

/** The session bean behind {@link Subscriptions}, which begins with the application. */
@Singleton
@LocalBean
@Local(Subscriptions.class)
@jakarta.ejb.Startup
@DependsOn("Startup")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SubscriptionsService implements Subscriptions {

    @Inject
    private SubscriptionStates states;

    @Inject
    private ViewBuilds views;

    @Inject
    private Progress progress;

    @PostConstruct
    void start() {
        states.start();
        views.start();
    }

    /** The look for what other nodes appended, and for what is to be tried again. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void poll() {
        states.poll();
        views.poll();
    }

    @Override
    public List<SubscriptionStatus> list() {
        return states.list();
    }

    @Override
    public LogStatus everywhere() {
        return progress.now();
    }

    @Override
    public void restart(String name) {
        states.restart(name);
    }
}
