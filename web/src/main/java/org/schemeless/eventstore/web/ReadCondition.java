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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.web.problem.ErrorMapper;
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.request.RequestHeaders;

/**
 * What a read of a stream expects by If-Match and If-None-Match (RFC 9110, section 13): the first of the stream, whose
 * sequence counts, the second of the page, whose tag counts as a whole ({@link PageTag}).
 *
 * @param match absent if there is no If-Match
 * @param noneMatch absent if there is no If-None-Match
 */
record ReadCondition(@Nullable String match, @Nullable String noneMatch) {

    private static final String ANY = "*";

    /** An entity tag (RFC 9110, section 8.8.3), whosever it is. */
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    private static final Pattern BETWEEN_TAGS = Pattern.compile("[ \\t,]*");

    private record Tag(boolean isWeak, String text) {

        long sequence() {
            return PageTag.sequence(text);
        }
    }

    /** @throws jakarta.ws.rs.WebApplicationException if If-Match is no list of entity tags */
    static ReadCondition of(RequestHeaders headers) {
        String match = headers.value(HttpHeaders.IF_MATCH);
        if (match != null && !match.equals(ANY) && !isList(match)) {
            throw Problem.malformed("If-Match is " + match + "; allowed: *, or entity tags, as in \"3\"");
        }
        return new ReadCondition(match, headers.value(HttpHeaders.IF_NONE_MATCH));
    }

    private static boolean isList(String match) {
        String rest = TAG.matcher(match).replaceAll("");
        return BETWEEN_TAGS.matcher(rest).matches() && !tags(match).isEmpty();
    }

    private static List<Tag> tags(String list) {
        return TAG.matcher(list)
                .results()
                .map(tag -> new Tag(tag.group(1) != null, tag.group(2)))
                .toList();
    }

    /** Whether there is one. */
    boolean isGiven() {
        return match != null || noneMatch != null;
    }

    /**
     * Holds If-Match against where the stream is. A weak tag never matches.
     *
     * @throws ConcurrencyError if the stream is not there; it names the first sequence that was expected
     * @throws jakarta.ws.rs.WebApplicationException the same, if all tags are of somebody else: no stream is ever there
     */
    void requireMatch(StreamId stream, long sequence) {
        if (match == null) {
            return;
        }
        if (match.equals(ANY)) {
            if (sequence == 0) {
                throw new ConcurrencyError(stream, ExpectedSequence.streamExists(), sequence);
            }
            return;
        }
        List<Tag> tags = tags(match);
        if (tags.stream().noneMatch(tag -> !tag.isWeak() && tag.sequence() == sequence)) {
            throw tags.stream()
                    .mapToLong(Tag::sequence)
                    .filter(expected -> expected != PageTag.NO_SEQUENCE)
                    .mapToObj(expected -> notThere(stream, expected, sequence))
                    .findFirst()
                    .orElseGet(() -> ErrorMapper.foreignTag(stream, match, sequence));
        }
    }

    private static RuntimeException notThere(StreamId stream, long expected, long found) {
        return new ConcurrencyError(stream, ExpectedSequence.exactly(expected), found);
    }

    /** Whether the client has what this tag is of already, by a tag of If-None-Match that is weak or strong. */
    boolean isUnchanged(String tag) {
        return noneMatch != null
                && (noneMatch.equals(ANY)
                        || tags(noneMatch).stream().anyMatch(had -> had.text().equals(tag)));
    }
}
