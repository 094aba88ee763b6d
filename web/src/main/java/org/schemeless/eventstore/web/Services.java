/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.EventImport;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.Upcasting;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.service.Startup;
import org.schemeless.eventstore.web.log.LogClients;
import org.schemeless.eventstore.web.log.LogReader;
import org.schemeless.eventstore.web.operation.Metrics;
import org.schemeless.eventstore.web.operation.SharedFigures;
import org.schemeless.eventstore.web.security.Credentials;

/** What the resources work with, found once. Public for its proxy; not for applications. */
@ApplicationScoped
public class Services {

    @EJB
    private EventStoreService store;

    @EJB
    private EventImport imports;

    @EJB
    private Subscriptions subscriptions;

    @EJB
    private Views views;

    @EJB
    private Catalogue catalogue;

    @EJB
    private PersonalData personal;

    @EJB
    private Startup startup;

    /** The registry of types of the application, if it has one. */
    @Inject
    private Instance<Upcasting> upcasting;

    @Inject
    private LogReader log;

    @Inject
    private LogClients logClients;

    @Inject
    private Credentials credentials;

    @Inject
    private Metrics metrics;

    @Inject
    private SharedFigures shared;

    public EventStoreService store() {
        return store;
    }

    public EventImport imports() {
        return imports;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Views views() {
        return views;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public PersonalData personal() {
        return personal;
    }

    public Startup startup() {
        return startup;
    }

    public Optional<Upcasting> upcasting() {
        return upcasting.isResolvable() ? Optional.of(upcasting.get()) : Optional.empty();
    }

    public LogReader log() {
        return log;
    }

    public LogClients logClients() {
        return logClients;
    }

    public Credentials credentials() {
        return credentials;
    }

    public Metrics metrics() {
        return metrics;
    }

    public SharedFigures shared() {
        return shared;
    }
}
