/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.web.problem.PercentEncoding;

/**
 * The mark of a boundary as one text, which also fits into an entity tag: its places, a short hash of the query that
 * they answer, and the store.
 */
public final class BoundaryMark {

    private static final Pattern TEXT = Pattern.compile(
            "(?<places>(?:0|[1-9]\\d{0,17})(?:\\.(?:0|[1-9]\\d{0,17}))*)-(?<query>[0-9a-f]{8})@(?<store>.+)");

    private static final int HASH_BYTES = 4;

    private BoundaryMark() {}

    /** The text of the mark of a boundary. */
    public static String text(Boundary boundary) {
        Boundary.Mark mark = boundary.mark();
        return mark.places().stream().map(String::valueOf).collect(Collectors.joining(".")) + "-"
                + hash(boundary.query()) + "@" + PercentEncoding.encode(mark.store());
    }

    /** @throws InvalidEventException if it is the text of no mark, or of that of another query */
    static Boundary.Mark parse(String text, EventQuery query, String member) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw noMark(member, "is no mark");
        }
        if (!parts.group("query").equals(hash(query))) {
            throw noMark(member, "is the mark of another query");
        }
        List<Long> places = Arrays.stream(parts.group("places").split("\\.", -1))
                .map(Long::valueOf)
                .toList();
        try {
            return new Boundary.Mark(PercentEncoding.decode(parts.group("store")), places);
        } catch (CharacterCodingException e) {
            throw noMark(member, "is no mark");
        }
    }

    private static InvalidEventException noMark(String member, String why) {
        return new InvalidEventException(member, why, "the mark that POST /boundary has given for the query");
    }

    private static String hash(EventQuery query) {
        String text = query.items().stream().map(BoundaryMark::canonical).collect(Collectors.joining(","));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first tag stays the first, since it is what the place of an item counts; the others have no order. */
    private static String canonical(EventQuery.Item item) {
        Stream<String> tags = Stream.concat(
                        Stream.of(item.first()), item.tags().stream().skip(1).sorted())
                .map(BoundaryMark::canonical);
        Stream<String> types = item.types().stream().map(BoundaryMark::quoted);
        return "[[" + tags.collect(Collectors.joining(",")) + "],[" + types.collect(Collectors.joining(",")) + "]]";
    }

    private static String canonical(Tag tag) {
        return "[" + quoted(tag.name()) + "," + quoted(tag.value()) + "]";
    }

    private static String quoted(String text) {
        return JsonText.string(text).toString();
    }
}
