/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.Locale;

/** Figures as they are read. */
final class Text {

    private Text() {}

    /** Whole numbers with commas, others with two digits after the point. */
    static String of(Object figure) {
        if (figure instanceof Double number) {
            return String.format(Locale.ROOT, "%.2f", number);
        }
        return figure instanceof Number number
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : String.valueOf(figure);
    }

    static String verdict(boolean reached, String target) {
        return (reached ? "met: " : "missed: ") + target;
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}
