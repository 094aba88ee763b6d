/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.schemeless.eventstore.web.problem.PercentEncoding.encode;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.StreamId;

/**
 * Addresses in answers, as references relative to the address of the request (RFC 3986, section 4.2): they are right
 * behind a proxy, whatever name, port or path it serves the store at. Names that some server or proxy would not let
 * through in a path go in the query.
 */
final class Links {

    private static final Pattern UNFIT_FOR_PATHS = Pattern.compile("\\.{1,2}|.*[/\\\\;%#].*", Pattern.DOTALL);

    /** The way from the request's address up to that of the API. */
    private final String base;

    Links(HttpServletRequest request, UriInfo uri) {
        this(request.getRequestURI(), uri.getBaseUri().getRawPath());
    }

    /**
     * @param request the path of the request, as it was sent
     * @param api the path of the API, with a slash at its end
     */
    Links(String request, String api) {
        this.base = "../".repeat(Math.max(0, slashes(request) - slashes(api)));
    }

    private static int slashes(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    String event(String id) {
        return base + (fitsInPath(id) ? "events/" : "events?id=") + encode(id);
    }

    String page(StreamId stream, PageBounds bounds) {
        return fitsInPath(stream.domain()) && fitsInPath(stream.identifier())
                ? inPath(stream, bounds)
                : page("domain", stream.domain(), "&identifier=" + encode(stream.identifier()), bounds);
    }

    private String inPath(StreamId stream, PageBounds bounds) {
        String identifier = stream.identifier().isEmpty() ? "" : "/" + encode(stream.identifier());
        return base + "streams/" + encode(stream.domain()) + identifier + "/events?" + query(bounds);
    }

    /** A page of the events that share this causation or correlation id. */
    String page(String parameter, String id, PageBounds bounds) {
        return page(parameter, id, "", bounds);
    }

    private String page(String parameter, String value, String more, PageBounds bounds) {
        return base + "events?" + parameter + "=" + encode(value) + more + "&" + query(bounds);
    }

    /** A page of those events of the log that are wanted. */
    String log(PageBounds bounds, LogFilter filter) {
        return base + "log?" + query(bounds) + query(filter);
    }

    /** The domains after one. */
    String domains(String after, int limit) {
        return base + "domains?after=" + encode(after) + "&limit=" + limit;
    }

    /** The streams of a domain, with a prefix, after one. */
    String streams(String domain, String prefix, String after, int limit) {
        return base + "streams?domain=" + encode(domain)
                + (prefix.isEmpty() ? "" : "&prefix=" + encode(prefix))
                + "&after=" + encode(after) + "&limit=" + limit;
    }

    /** The keys after one. */
    String keys(String after, int limit) {
        return base + "keys?after=" + encode(after) + "&limit=" + limit;
    }

    /** The header Link to the next page. */
    static String next(String page) {
        return "<" + page + ">; rel=\"next\"";
    }

    /** The lines of the log after a position, to the end that an earlier answer has told. */
    String logLines(long after, String until, LogFilter filter) {
        return base + "log?after=" + after + "&until=" + until + query(filter);
    }

    private static String query(LogFilter filter) {
        return query("domain", filter.domains())
                + query("type", filter.types())
                + query("since", filter.since())
                + query("before", filter.before());
    }

    private static String query(String parameter, @Nullable Instant time) {
        return time == null ? "" : "&" + parameter + "=" + encode(time.toString());
    }

    private static String query(String parameter, Set<String> names) {
        return names.stream()
                .sorted()
                .map(name -> "&" + parameter + "=" + encode(name))
                .collect(Collectors.joining());
    }

    private static String query(PageBounds bounds) {
        return "after=" + bounds.after() + "&limit=" + bounds.limit();
    }

    private static boolean fitsInPath(String name) {
        return !UNFIT_FOR_PATHS.matcher(name).matches();
    }
}
