/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.web.problem.Problem;

/**
 * If-Match and If-None-Match (RFC 9110, section 13) on the entity tag of a stream, which is its sequence in quotes.
 *
 * @param isWeak whether the tag was a weak one, which never matches
 */
record Precondition(ExpectedSequence.ForStream expected, boolean isWeak) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"(\\d{1,16})\"");
    private static final String ANY = "*";

    /** What an append expects by its headers. */
    static Precondition of(HttpHeaders headers) {
        String match = value(headers, HttpHeaders.IF_MATCH);
        String noneMatch = value(headers, HttpHeaders.IF_NONE_MATCH);
        if (match != null && noneMatch != null) {
            throw Problem.malformed("If-Match and If-None-Match exclude each other");
        }
        if (match != null) {
            return ofMatch(match);
        }
        if (noneMatch == null) {
            return new Precondition(ExpectedSequence.any(), false);
        }
        if (noneMatch.equals(ANY)) {
            return new Precondition(ExpectedSequence.noStream(), false);
        }
        throw Problem.malformed("If-None-Match is " + noneMatch + "; an append allows * only");
    }

    private static Precondition ofMatch(String match) {
        if (match.equals(ANY)) {
            return new Precondition(ExpectedSequence.streamExists(), false);
        }
        Matcher tag = TAG.matcher(match);
        long sequence = tag.matches() ? Long.parseLong(tag.group(2)) : -1;
        if (sequence < 0 || sequence > Limits.SEQUENCE) {
            throw Problem.malformed("If-Match is " + match + "; allowed: *, or one sequence in quotes, as in \"3\"");
        }
        return new Precondition(ExpectedSequence.exactly(sequence), tag.group(1) != null);
    }

    /** What an append expects whose body may say it as well. */
    ExpectedSequence and(ExpectedSequence inBody) {
        boolean inHeaders = !(expected instanceof ExpectedSequence.Any);
        if (inHeaders && !inBody.equals(ExpectedSequence.any())) {
            throw Problem.malformed("What is expected stands in the headers and in the body; one of them is enough");
        }
        return inHeaders ? expected : inBody;
    }

    static boolean isConditionalRead(HttpHeaders headers) {
        return value(headers, HttpHeaders.IF_NONE_MATCH) != null;
    }

    /** Whether a read may answer 304: the client has this tag already, as a weak or a strong one. */
    static boolean isUnchanged(HttpHeaders headers, String tag) {
        String noneMatch = value(headers, HttpHeaders.IF_NONE_MATCH);
        return noneMatch != null
                && Stream.of(noneMatch.split(","))
                        .map(String::strip)
                        .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
                        .anyMatch(candidate -> candidate.equals(ANY) || candidate.equals("\"" + tag + "\""));
    }

    private static @Nullable String value(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null || values.isEmpty()
                ? null
                : String.join(",", values).strip();
    }
}
