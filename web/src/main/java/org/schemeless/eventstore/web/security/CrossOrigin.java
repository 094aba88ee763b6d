/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Lets pages of the origins that are configured call from a browser; none are unless set. Cookies play no part. */
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 1)
public class CrossOrigin implements ContainerRequestFilter, ContainerResponseFilter {

    @Inject
    private Credentials credentials;

    @Context
    private HttpServletRequest servletRequest;

    /** A browser asks first, without credentials, whether it may. */
    @Override
    public void filter(ContainerRequestContext request) {
        boolean preflight = request.getMethod().equals(HttpMethod.OPTIONS)
                && servletRequest.getHeader("Access-Control-Request-Method") != null;
        if (preflight && credentials.isAllowedOrigin(servletRequest.getHeader("Origin"))) {
            request.abortWith(Response.noContent()
                    .header("Access-Control-Allow-Methods", "GET, HEAD, POST")
                    .header(
                            "Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Accept, If-Match, If-None-Match, Last-Event-ID")
                    .header("Access-Control-Max-Age", "3600")
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Map<String, String> more = credentials.crossOriginHeaders(servletRequest.getHeader("Origin"));
        if (!more.isEmpty()) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            more.forEach(headers::putSingle);
            headers.add(HttpHeaders.VARY, "Origin");
        }
    }
}
