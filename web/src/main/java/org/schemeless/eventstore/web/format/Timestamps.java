/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.schemeless.eventstore.InvalidEventException;

/** Times in requests: ISO 8601 date and time with {@code Z} or an offset. */
public final class Timestamps {

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** What comes after the microseconds is cut, however long. */
    private static final Pattern AFTER_MICROSECONDS = Pattern.compile("(\\.\\d{6})\\d+");

    private Timestamps() {}

    /** @throws InvalidEventException if the text is no time, or a time without offset */
    public static Instant parse(String member, String text) {
        try {
            String cut = AFTER_MICROSECONDS.matcher(text).replaceFirst("$1");
            return OffsetDateTime.parse(cut, ISO).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEventException(
                    member,
                    "is \"" + text + "\"",
                    "an ISO 8601 time with Z or an offset, as 2026-03-29T00:59:59.123456Z");
        }
    }
}
