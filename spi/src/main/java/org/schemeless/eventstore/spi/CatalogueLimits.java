/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;

/** What may be asked of the lists of domains and streams. */
public final class CatalogueLimits {

    private CatalogueLimits() {}

    /** @throws InvalidEventException if no page can have so many */
    public static void requireLimit(int limit) {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidEventException("limit", "is " + limit, "1 to " + Limits.PAGE);
        }
    }

    /** @throws InvalidEventException if the beginning of an identifier is missing, or as {@link #requireText} */
    public static void requirePrefix(@Nullable String prefix) {
        if (prefix == null) {
            throw new InvalidEventException(
                    "prefix", "is missing", "0 to " + Limits.IDENTIFIER + " characters; empty for all");
        }
        requireText("prefix", prefix, Limits.IDENTIFIER);
    }

    /**
     * Looks at length and surrogates, which every backend can compare; text with which no name begins for another
     * reason finds nothing.
     *
     * @param text a name or its beginning, which may be empty; {@code null} is none
     * @throws InvalidEventException if it is too long, or has half a surrogate pair
     */
    public static void requireText(String field, @Nullable String text, int most) {
        if (text == null) {
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw new InvalidEventException(field, "has " + length + " characters", "0 to " + most + " characters");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new InvalidEventException(field, "has an unpaired surrogate", "Unicode text");
        }
    }
}
