/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of the W3C Recommendation Trace Context, version 00. */
final class Traceparent {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", Pattern.DOTALL);
    private static final String NO_VERSION = "ff";
    private static final String KNOWN_VERSION = "00";
    private static final int SAMPLED = 1;

    private Traceparent() {}

    /**
     * The value as version 00 has it; empty if it is not valid. Of a later version the fields that 00 knows are
     * taken.
     */
    static Optional<String> of(@Nullable String header) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        if (!parts.matches() || isZero(parts.group(2)) || isZero(parts.group(3))) {
            return Optional.empty();
        }
        String version = parts.group(1);
        if (version.equals(KNOWN_VERSION)) {
            return parts.group(5) == null ? Optional.ofNullable(header) : Optional.empty();
        }
        int flags = Integer.parseInt(parts.group(4), 16) & SAMPLED;
        return version.equals(NO_VERSION)
                ? Optional.empty()
                : Optional.of(KNOWN_VERSION + "-" + parts.group(2) + "-" + parts.group(3) + "-0" + flags);
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }
}
