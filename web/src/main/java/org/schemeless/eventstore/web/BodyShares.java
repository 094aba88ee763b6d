/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Gives each request its share of the memory for bodies, and takes it back at the end, whatever end that is. */
public class BodyShares extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final transient BodyMemory memory = new BodyMemory(Settings.bodyMemory(), PATIENCE, System::nanoTime);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (BodyMemory.Share share = memory.share()) {
            memory.giveTo(request, share);
            chain.doFilter(request, response);
        }
    }
}
