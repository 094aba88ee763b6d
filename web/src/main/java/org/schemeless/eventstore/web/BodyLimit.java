/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/**
 * Refuses a body that is too large: at once if its length is declared, else as soon as it shows. What is read by parts
 * has no end. Each has its share of the memory for bodies.
 */
public class BodyLimit implements ContainerRequestFilter {

    private static final Pattern REPEATED = Pattern.compile("^(\\d+)(?:\\s*,\\s*\\1)+$");

    private static final int BUFFER = 16 * 1024;

    /** How long the rest of a body is read that is refused, in nanoseconds. */
    private static final long MOST_READING = TimeUnit.SECONDS.toNanos(10);

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        BodyMemory.Share memory = BodyMemory.of(servletRequest);
        Method method = resource.getResourceMethod();
        boolean byParts = method != null && method.isAnnotationPresent(ReadByParts.class);
        long max = byParts ? Long.MAX_VALUE : Settings.maxBody();
        long length = byParts ? 0 : declaredLength();
        if (length > max) {
            throw tooLarge(max);
        }
        InputStream body = request.getEntityStream();
        try {
            memory.reserve(length);
        } catch (WebApplicationException e) {
            throw servletRequest.getHeader("Expect") == null ? heard(e, body) : e;
        }
        request.setEntityStream(new Limited(body, max, memory, byParts));
    }

    /**
     * The length by the header, not by {@code getLength()}, which fails where an int ends. The same length may stand
     * there more than once (RFC 9110, section 8.6): Open Liberty has it twice when HTTP/2 is spoken, as Java's own
     * client does by default.
     */
    private long declaredLength() {
        String length = servletRequest.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(REPEATED.matcher(length).replaceFirst("$1"));
        } catch (NumberFormatException e) {
            throw Problem.malformed("Content-Length is no number");
        }
    }

    /** The rest is not worth reading: the connection ends with the answer. */
    private static WebApplicationException tooLarge(long max) {
        Problem problem =
                new Problem(ProblemType.TOO_LARGE, "Allowed: " + max + " bytes; send it in parts").with("limit", max);
        return new WebApplicationException(problem.on(Response.status(413).header("Connection", "close")));
    }

    /**
     * The refusal of a body that will be sent again, once the rest has been read: while they send, clients do not
     * listen, and a server that closes the connection meanwhile (WildFly does) takes the answer from them.
     */
    private static WebApplicationException heard(WebApplicationException refusal, InputStream body) {
        return isReadToEnd(body)
                ? refusal
                : new WebApplicationException(Response.fromResponse(refusal.getResponse())
                        .header("Connection", "close")
                        .build());
    }

    private static boolean isReadToEnd(InputStream body) {
        byte[] unused = new byte[BUFFER];
        long start = System.nanoTime();
        try {
            int count = 0;
            while (count >= 0 && System.nanoTime() - start < MOST_READING) {
                count = body.read(unused);
            }
            return count < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Limited extends FilterInputStream {

        private final long max;
        private final BodyMemory.Share memory;
        private final boolean byParts;
        private long read;

        Limited(InputStream in, long max, BodyMemory.Share memory, boolean byParts) {
            super(in);
            this.max = max;
            this.memory = memory;
            this.byParts = byParts;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > max) {
                throw tooLarge(max);
            }
            try {
                memory.add(more);
            } catch (WebApplicationException e) {
                throw byParts ? e : heard(e, in);
            }
        }
    }
}
