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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.request.RequestHeaders;

/**
 * If-Match and If-None-Match of an append (RFC 9110, section 13) on the entity tag of a stream or of one of its pages:
 * in both it is the sequence that counts.
 *
 * @param isWeak whether the tag was a weak one, which never matches
 */
record Precondition(ExpectedSequence.ForStream expected, boolean isWeak) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    private static final String ANY = "*";

    /** What an append expects by its headers. */
    static Precondition of(RequestHeaders headers) {
        String match = headers.value(HttpHeaders.IF_MATCH);
        String noneMatch = headers.value(HttpHeaders.IF_NONE_MATCH);
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
        long sequence = tag.matches() ? PageTag.sequence(tag.group(2)) : PageTag.NO_SEQUENCE;
        if (sequence == PageTag.NO_SEQUENCE) {
            throw Problem.malformed("If-Match is " + match + "; allowed: *, or one sequence in quotes, as in \"3\"");
        }
        return new Precondition(ExpectedSequence.exactly(sequence), tag.group(1) != null);
    }

    /** What an append expects whose body may say it as well. */
    ExpectedSequence and(ExpectedSequence inBody) {
        boolean inHeaders = !(expected instanceof ExpectedSequence.Any);
        if (inBody instanceof ExpectedSequence.NothingNew nothingNew) {
            return nothingNew.and(and(nothingNew.streams()));
        }
        if (inHeaders && !inBody.equals(ExpectedSequence.any())) {
            throw Problem.malformed("What is expected stands in the headers and in the body; one of them is enough");
        }
        return inHeaders ? expected : inBody;
    }
}
