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
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/** Finds out who calls, before anything else is said: whom the container knows, who has a token, or this machine. */
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class Authentication implements ContainerRequestFilter {

    private static final String PASSED = Authentication.class.getName();
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    @Inject
    private Credentials credentials;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private HttpServletResponse servletResponse;

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext container = request.getSecurityContext();
        String authorization = servletRequest.getHeader(HttpHeaders.AUTHORIZATION);
        if (container.getUserPrincipal() == null) {
            request.setSecurityContext(
                    authorization == null ? withoutCredentials(container) : with(authorization.strip(), container));
        } else if (authorization != null) {
            LogInTrace.remove(servletRequest, servletResponse);
        }
        servletRequest.setAttribute(PASSED, true);
    }

    /** Whether this has let the request through: in another Jakarta REST application it is not asked. */
    public static boolean hasLetIn(HttpServletRequest request) {
        return request.getAttribute(PASSED) != null;
    }

    private SecurityContext withoutCredentials(SecurityContext container) {
        if (credentials.isConfigured()) {
            throw unknown("Send Authorization: Bearer and a token that is configured here");
        }
        if (!LocalCall.isLocal(servletRequest)) {
            throw unknown("No credentials are configured, so only this machine may call, as localhost and without a"
                    + " proxy; set " + Credentials.TOKENS + " or " + Credentials.SERVER_LOGIN);
        }
        return Caller.local().context("local", container.isSecure());
    }

    private SecurityContext with(String authorization, SecurityContext container) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER) && credentials.isJwt()) {
            authenticate();
            return container;
        }
        if (scheme.startsWith(BEARER)) {
            return credentials
                    .callerWith(authorization.substring(BEARER.length()).strip())
                    .map(caller -> caller.context("Bearer", container.isSecure()))
                    .orElseThrow(() -> unknown("The token is none of those in " + Credentials.TOKENS));
        }
        if (scheme.startsWith(BASIC) && credentials.isServerLogin()) {
            logIn(authorization.substring(BASIC.length()).strip());
            return LogInTrace.isSessionOfCaller(servletRequest) ? loggedOut(container) : container;
        }
        throw unknown("The scheme of Authorization is not served here; see " + Credentials.TOKENS + " and "
                + Credentials.SERVER_LOGIN);
    }

    /** Asks the server's realm; from then on the container's context knows the caller and its roles. */
    private void logIn(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                servletRequest.login(pair.substring(0, colon), pair.substring(colon + 1));
                LogInTrace.remove(servletRequest, servletResponse);
                return;
            }
        } catch (IllegalArgumentException | ServletException e) {
            // said below; why a login failed is nothing for the caller
        }
        throw unknown("The server does not know this name and password");
    }

    /**
     * A session that the caller has brought, and keeps, would let in by itself after this: the server forgets who
     * logged in.
     */
    private SecurityContext loggedOut(SecurityContext container) {
        Set<Role> roles = Stream.of(Role.values())
                .filter(role -> container.isUserInRole(role.text()))
                .collect(Collectors.toSet());
        Caller caller = new Caller(container.getUserPrincipal().getName(), roles);
        try {
            servletRequest.logout();
        } catch (ServletException e) {
            throw new IllegalStateException("the server does not forget a log-in", e);
        }
        return caller.context(SecurityContext.BASIC_AUTH, container.isSecure());
    }

    /** Asks the server whether the token is one it trusts; from then on the container's context knows the caller. */
    private void authenticate() {
        try {
            if (servletRequest.authenticate(servletResponse)) {
                LogInTrace.remove(servletRequest, servletResponse);
                return;
            }
        } catch (IOException | ServletException e) {
            // said below; why a token was refused is nothing for the caller
        }
        throw unknown("The server does not trust this token");
    }

    private WebApplicationException unknown(String detail) {
        Response.ResponseBuilder answer =
                Response.status(401).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eventstore\"");
        if (credentials.isServerLogin()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"eventstore\", charset=\"UTF-8\"");
        }
        return new WebApplicationException(new Problem(ProblemType.UNAUTHORIZED, detail).on(answer));
    }
}
