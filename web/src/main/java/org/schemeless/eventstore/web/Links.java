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

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Pattern;
import org.schemeless.eventstore.StreamId;

/** Addresses in answers. Names that some server or proxy would not let through in a path go in the query. */
final class Links {

    private static final Pattern UNFIT_FOR_PATHS = Pattern.compile("\\.{1,2}|.*[/\\\\;%#].*", Pattern.DOTALL);

    private final String base;

    Links(UriInfo uri) {
        this.base = uri.getBaseUri().toString();
    }

    URI event(String id) {
        return URI.create(base + (fitsInPath(id) ? "events/" : "events?id=") + encode(id));
    }

    URI page(StreamId stream, PageBounds bounds) {
        return fitsInPath(stream.domain()) && fitsInPath(stream.identifier())
                ? inPath(stream, bounds)
                : page("domain", stream.domain(), "&identifier=" + encode(stream.identifier()), bounds);
    }

    private URI inPath(StreamId stream, PageBounds bounds) {
        String identifier = stream.identifier().isEmpty() ? "" : "/" + encode(stream.identifier());
        return URI.create(base + "streams/" + encode(stream.domain()) + identifier + "/events?" + query(bounds));
    }

    /** A page of the events that share this causation or correlation id. */
    URI page(String parameter, String id, PageBounds bounds) {
        return page(parameter, id, "", bounds);
    }

    private URI page(String parameter, String value, String more, PageBounds bounds) {
        return URI.create(base + "events?" + parameter + "=" + encode(value) + more + "&" + query(bounds));
    }

    /** A page of the log. */
    URI log(PageBounds bounds) {
        return URI.create(base + "log?" + query(bounds));
    }

    private static String query(PageBounds bounds) {
        return "after=" + bounds.after() + "&limit=" + bounds.limit();
    }

    private static boolean fitsInPath(String name) {
        return !UNFIT_FOR_PATHS.matcher(name).matches();
    }
}
