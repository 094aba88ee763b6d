/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.schemeless.eventstore.web.request.RequestHeaders;

/**
 * Gives Jakarta REST an Accept that all servers read alike; they differ in what they make of {@code q=0} and of
 * parameters.
 */
@PreMatching
public class Negotiation implements ContainerRequestFilter {

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        String accept = RequestHeaders.of(servletRequest).value(HttpHeaders.ACCEPT);
        if (accept != null) {
            boolean bodiless = request.getMethod().equals(HttpMethod.HEAD);
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, Accept.of(accept).text(bodiless));
        }
    }
}
