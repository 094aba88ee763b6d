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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.web.problem.PercentEncoding;

/** The mark of a boundary as one text, which also fits into an entity tag: its places, and then its store. */
public final class BoundaryMark {

    private static final Pattern PLACES = Pattern.compile("(?:0|[1-9]\\d{0,17})(?:\\.(?:0|[1-9]\\d{0,17}))*");

    private BoundaryMark() {}

    /** The text of a mark. */
    public static String text(Boundary.Mark mark) {
        return mark.places().stream().map(String::valueOf).collect(Collectors.joining(".")) + "@"
                + PercentEncoding.encode(mark.store());
    }

    /** @throws InvalidEventException if it is the text of no mark */
    static Boundary.Mark parse(String text, String member) {
        int end = text.indexOf('@');
        if (end > 0
                && end < text.length() - 1
                && PLACES.matcher(text.substring(0, end)).matches()) {
            List<Long> places = Arrays.stream(text.substring(0, end).split("\\.", -1))
                    .map(Long::valueOf)
                    .toList();
            try {
                return new Boundary.Mark(PercentEncoding.decode(text.substring(end + 1)), places);
            } catch (CharacterCodingException e) {
                throw noMark(member);
            }
        }
        throw noMark(member);
    }

    private static InvalidEventException noMark(String member) {
        return new InvalidEventException(member, "is no mark", "the mark that POST /boundary has given for the query");
    }
}
