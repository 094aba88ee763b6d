/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.List;
import java.util.Locale;

/** The ratios as bars, each with a mark where its target is, as SVG. */
final class Chart {

    private static final int WIDTH = 1130;
    private static final int LABELS = 700;
    private static final int ROW = 26;
    private static final int BAR = 16;

    private Chart() {}

    /** Of those that have a target. */
    static String of(List<Outcome> all) {
        List<Outcome> outcomes =
                all.stream().filter(outcome -> outcome.target().ratio() > 0).toList();
        double most = outcomes.stream()
                .mapToDouble(
                        outcome -> Math.max(outcome.ratio(), outcome.target().ratio()))
                .max()
                .orElse(1);
        double unit = (WIDTH - LABELS - 60) / most;
        StringBuilder svg = new StringBuilder(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, (outcomes.size() + 2) * ROW));
        svg.append(line("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>"));
        svg.append(line(
                "<text x=\"%d\" y=\"%d\">events a second of the store, those of the rival being 1;"
                        + " the mark is the target</text>",
                8, ROW - 8));
        for (int i = 0; i < outcomes.size(); i++) {
            row(svg, outcomes.get(i), (i + 1) * ROW, unit);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, Outcome outcome, int top, double unit) {
        double length = outcome.ratio() * unit;
        double target = LABELS + outcome.target().ratio() * unit;
        svg.append(line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s | %s</text>",
                LABELS - 8,
                top + BAR - 3,
                escaped(outcome.comparison().title()),
                escaped(outcome.target().label())));
        svg.append(line(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LABELS, top, length, BAR, outcome.reached() ? "#3a7d44" : "#c0392b"));
        svg.append(line(
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                Math.max(LABELS + length, target) + 6, top + BAR - 3, Text.of(outcome.ratio())));
        svg.append(line(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\" stroke-width=\"2\"/>",
                target, top - 3, target, top + BAR + 3));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
