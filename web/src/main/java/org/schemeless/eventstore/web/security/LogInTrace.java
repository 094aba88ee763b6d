/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server would remember a caller by who has sent a name and a password, or a token. WildFly begins a session at
 * {@code login}, Open Liberty adds the cookie of its single sign-on, even before the application hears of the request.
 * Neither is asked for by the specification: credentials are for the request that brings them.
 */
final class LogInTrace {

    private static final String COOKIE = "Set-Cookie";
    private static final String OF_CALLER = LogInTrace.class.getName();
    private static final String DEFAULT_SESSION_COOKIE = "JSESSIONID";

    private LogInTrace() {}

    /**
     * Notes, before anybody logs in, whether the caller has brought a session: one of the application that contains the
     * front end.
     */
    static void noteSession(HttpServletRequest request) {
        if (request.getAttribute(OF_CALLER) == null) {
            request.setAttribute(OF_CALLER, request.isRequestedSessionIdValid());
        }
    }

    /** Whether the session is the caller's own, which no log-in has made. */
    static boolean isSessionOfCaller(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(OF_CALLER));
    }

    /**
     * Takes it back before anybody was told; the answer, of which nothing may have been sent yet, keeps its other
     * headers. A session that the caller has brought stays, with a cookie that gives it another number.
     */
    static void remove(HttpServletRequest request, HttpServletResponse response) {
        boolean ofCaller = isSessionOfCaller(request);
        HttpSession session = request.getSession(false);
        if (session != null && !ofCaller) {
            session.invalidate();
        }
        String kept = ofCaller ? sessionCookie(request) + "=" : null;
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.getHeaderNames().forEach(name -> headers.put(name, List.copyOf(response.getHeaders(name))));
        response.reset();
        response.setHeader(COOKIE, null);
        headers.forEach((name, values) -> values.stream()
                .filter(value -> !name.equalsIgnoreCase(COOKIE) || (kept != null && value.startsWith(kept)))
                .forEach(value -> response.addHeader(name, value)));
    }

    private static String sessionCookie(HttpServletRequest request) {
        String name = request.getServletContext().getSessionCookieConfig().getName();
        return name == null ? DEFAULT_SESSION_COOKIE : name;
    }
}
