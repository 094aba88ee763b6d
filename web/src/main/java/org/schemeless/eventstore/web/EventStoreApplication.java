/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.web.format.AppendResultWriter;
import org.schemeless.eventstore.web.format.BoundaryWriter;
import org.schemeless.eventstore.web.format.CloudEventListWriter;
import org.schemeless.eventstore.web.format.CloudEventWriter;
import org.schemeless.eventstore.web.format.ErasureWriter;
import org.schemeless.eventstore.web.format.EventListWriter;
import org.schemeless.eventstore.web.format.EventWriter;
import org.schemeless.eventstore.web.format.ImportResultWriter;
import org.schemeless.eventstore.web.format.KeyLinesWriter;
import org.schemeless.eventstore.web.format.KeyListWriter;
import org.schemeless.eventstore.web.format.Negotiation;
import org.schemeless.eventstore.web.format.PersonalPageWriter;
import org.schemeless.eventstore.web.operation.RequestMetrics;
import org.schemeless.eventstore.web.problem.ErrorMapper;
import org.schemeless.eventstore.web.security.Authentication;
import org.schemeless.eventstore.web.security.Authorization;
import org.schemeless.eventstore.web.security.CrossOrigin;

/**
 * The HTTP front end: below {@code eventstore} of the application that contains it, and below {@code api} in the WAR
 * that stands alone, whose web.xml says so. Its classes are named here and bear no annotation by which a server would
 * find them, so that nothing of it gets into another Jakarta REST application beside it.
 */
@ApplicationPath("eventstore")
public class EventStoreApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                RootResource.class,
                AllowedMethods.class,
                Authentication.class,
                Authorization.class,
                BodyLimit.class,
                CrossOrigin.class,
                ErrorMapper.class,
                KnownParameters.class,
                Negotiation.class,
                RequestMetrics.class,
                AppendResultWriter.class,
                BoundaryWriter.class,
                CloudEventListWriter.class,
                CloudEventWriter.class,
                EventListWriter.class,
                ErasureWriter.class,
                EventWriter.class,
                ImportResultWriter.class,
                KeyLinesWriter.class,
                KeyListWriter.class,
                PersonalPageWriter.class);
    }

    /**
     * Jersey would describe all resources to anyone, as WADL, and make a Location absolute, by an address that behind a
     * proxy is not the client's; other servers do not know the properties.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true);
    }
}
