/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String... heads) {
        row((Object[]) heads);
        row(Collections.nCopies(heads.length, "---").toArray());
    }

    /** Numbers with a fraction get two digits of it. */
    Table row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(text(cell)).append(" |");
        }
        lines.add(line.toString());
        return this;
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return String.format(Locale.ROOT, "%.2f", number);
        }
        return cell instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : String.valueOf(cell);
    }

    static Table of(List<Outcome> outcomes) {
        Table table = new Table("work", "store, events/s", "rival", "its events/s", "ratio", "rounds", "target", "");
        for (Outcome outcome : outcomes) {
            table.row(
                    outcome.comparison().title(),
                    Math.round(outcome.store()),
                    outcome.target().label(),
                    Math.round(outcome.rival()),
                    outcome.ratio(),
                    text(outcome.leastRatio()) + " – " + text(outcome.greatestRatio()),
                    "≥ " + text(outcome.target().ratio()),
                    outcome.reached() ? "met" : "missed");
        }
        return table;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
