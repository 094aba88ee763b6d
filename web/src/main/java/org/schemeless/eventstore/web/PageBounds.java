/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import java.util.regex.Pattern;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;

/** Where a page starts, and how many events it has at most. */
record PageBounds(long after, int limit) {

    static final String AFTER = "0";
    static final String LIMIT = "100";

    /**
     * A number has digits only, unlike what {@code parseLong} reads: that takes signs, and the digits of all scripts.
     */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** @throws InvalidEventException if one of them is no number within its bounds */
    static PageBounds of(String after, String limit) {
        return new PageBounds(after("after", after), limit(limit));
    }

    /** @throws InvalidEventException if it is no number that a page can have */
    static int limit(String text) {
        return (int) number("limit", text, 1, Limits.PAGE, "1 to " + Limits.PAGE);
    }

    /**
     * The number in this parameter or header, after which to read.
     *
     * @throws InvalidEventException if it is none, or negative
     */
    static long after(String parameter, String text) {
        return number(parameter, text, 0, Long.MAX_VALUE, "0 and more");
    }

    /** Bounds of a page as large, from another place. */
    PageBounds from(long place) {
        return new PageBounds(place, limit);
    }

    private static long number(String parameter, String text, long least, long most, String limit) {
        try {
            long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // larger than any: said below, as whatever is out of bounds
        }
        throw new InvalidEventException(parameter, "is \"" + text + "\"", limit);
    }
}
