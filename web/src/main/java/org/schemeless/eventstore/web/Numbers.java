/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;

/** The numbers that bound a page. */
final class Numbers {

    private Numbers() {}

    static long after(String text) {
        return parse("after", text, 0, Long.MAX_VALUE, "0 and more");
    }

    static int limit(String text) {
        return (int) parse("limit", text, 1, Limits.PAGE, "1 to " + Limits.PAGE);
    }

    private static long parse(String parameter, String text, long least, long most, String limit) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as any number that is out of bounds
        }
        throw new InvalidEventException(parameter, "is \"" + text + "\"", limit);
    }
}
