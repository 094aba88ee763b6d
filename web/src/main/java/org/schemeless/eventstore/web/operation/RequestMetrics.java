/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;

/** Counts and times the calls that reach a resource. */
@Dependent
public class RequestMetrics implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String STARTED = RequestMetrics.class.getName();

    @Inject
    private Metrics metrics;

    @Context
    private ResourceInfo resource;

    /** HEAD is answered by the methods of GET, and counted apart from it. */
    private static String name(ContainerRequestContext request, Method call) {
        return request.getMethod().equals(HttpMethod.HEAD) ? "head" : call.getName();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(STARTED, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Method call = resource.getResourceMethod();
        if (call != null && request.getProperty(STARTED) instanceof Long started) {
            metrics.answered(name(request, call), response.getStatus(), (System.nanoTime() - started) / Metrics.NANOS);
        }
    }
}
