/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/** Refuses addresses that servers read differently, before one of them is taken for the name of another stream. */
public class AddressFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (Collections.list(request.getHeaders("Host")).size() > 1) {
            refuse(response, "There is more than one Host (RFC 9112, section 3.2)");
        } else if (!PercentEncoding.isValid(path) || query != null && !PercentEncoding.isValid(query)) {
            refuse(response, "The address is not UTF-8 in percent-encoding");
        } else if (path.indexOf(';') >= 0) {
            refuse(response, "A semicolon in a path is %3B, or the name goes in the query or the body");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, String detail) throws IOException {
        Problem problem = new Problem(ProblemType.MALFORMED, detail);
        ContainerErrors.send(response, HttpServletResponse.SC_BAD_REQUEST, problem);
    }
}
