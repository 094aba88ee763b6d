/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page. They are the same for everybody and tell nothing of the store; what the page shows it asks the
 * API for, with the credentials of whoever looks. The document itself stands at the root of the application, whose
 * servlet forwards to this one.
 */
public class Page extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** The servlet for addresses with nothing at them. */
    private static final String ELSEWHERE = "container-errors";

    private static final String DOCUMENT = "/index.html";

    private static final Pattern FILE = Pattern.compile("/[a-z]+\\.(css|js|svg)");

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8", "svg", "image/svg+xml");

    /**
     * Files and calls of this origin alone, nothing in the document itself, and no text that becomes elements: the
     * browser refuses what would make them.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.FORWARD) {
            send(DOCUMENT, "text/html;charset=UTF-8", response);
            return;
        }
        String path = request.getPathInfo();
        Matcher file = FILE.matcher(path == null ? "" : path);
        String type = file.matches() ? TYPES.get(file.group(1)) : null;
        if (path == null || type == null || !send(path, type, response)) {
            getServletContext().getNamedDispatcher(ELSEWHERE).forward(request, response);
        }
    }

    private static boolean send(String path, String type, HttpServletResponse response) throws IOException {
        byte[] bytes = read(path);
        if (bytes == null) {
            return false;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        return true;
    }

    private static byte @Nullable [] read(String path) throws IOException {
        try (InputStream file = Page.class.getResourceAsStream(path.substring(1))) {
            return file == null ? null : file.readAllBytes();
        }
    }
}
