/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;

/** The rules that domain, identifier, type and the ids share. */
final class Names {

    private Names() {}

    /** The name itself if it keeps the rules. */
    static String required(String field, @Nullable String name, int max) {
        String limit = "1 to " + max + " characters";
        if (name == null || name.isEmpty()) {
            throw new InvalidEventException(field, "is missing or empty", limit);
        }
        return checked(field, name, max, limit);
    }

    /** As {@link #required}, but absent ({@code null}) or empty is allowed and gives {@code null}. */
    static @Nullable String optional(String field, @Nullable String name, int max) {
        return name == null || name.isEmpty() ? null : checked(field, name, max, "0 to " + max + " characters");
    }

    private static String checked(String field, String name, int max, String limit) {
        int length = name.codePointCount(0, name.length());
        if (length > max) {
            throw new InvalidEventException(field, "has " + length + " characters", limit);
        }
        name.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                throw new InvalidEventException(field, "contains a control character", "no control characters");
            }
            if (Character.getType(c) == Character.SURROGATE) {
                throw new InvalidEventException(field, "contains half a surrogate pair", "well-formed Unicode");
            }
        });
        if (isWhiteSpace(name.codePointAt(0)) || isWhiteSpace(name.codePointBefore(name.length()))) {
            throw new InvalidEventException(
                    field, "begins or ends with white space", "no leading or trailing white space");
        }
        return name;
    }

    /** Unicode's White_Space, less the members that are control characters and refused already. */
    private static boolean isWhiteSpace(int character) {
        return Character.isSpaceChar(character);
    }
}
