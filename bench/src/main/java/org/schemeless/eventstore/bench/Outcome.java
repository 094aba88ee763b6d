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
import java.util.function.ToDoubleFunction;

/** What came of the rounds of a comparison with one rival. */
record Outcome(Comparison comparison, Comparison.Target target, List<Round> rounds) {

    /** Events a second. */
    double store() {
        return median(round -> round.of(comparison.store()).eventsPerSecond());
    }

    /** Events a second. */
    double rival() {
        return median(round -> round.of(target.rival()).eventsPerSecond());
    }

    /** The median of the ratios of each round: what slows a round down slows both. */
    double ratio() {
        return median(this::ratio);
    }

    private double ratio(Round round) {
        return round.ratio(comparison.store(), target.rival());
    }

    /** Of one contender; 1 if no try ever failed. */
    double triesPerCall(String contender) {
        return median(round -> round.of(contender).triesPerCall());
    }

    private double median(ToDoubleFunction<Round> figure) {
        return Median.of(rounds, figure);
    }

    boolean reached() {
        return ratio() >= target.ratio();
    }

    private String verdict() {
        if (target.ratio() == 0) {
            return "stated";
        }
        return Text.verdict(reached(), "≥ " + target.ratio());
    }

    /** The ratios of all rounds. */
    private String spread() {
        double[] ratios = rounds.stream().mapToDouble(this::ratio).sorted().toArray();
        return Text.of(ratios[0]) + " – " + Text.of(ratios[ratios.length - 1]);
    }

    static Table table(List<Outcome> outcomes) {
        Table table = new Table(
                "work", "store, events/s", "beside", "events/s", "ratio", "of rounds", "tries a call", "target");
        for (Outcome outcome : outcomes) {
            String tries = Text.of(outcome.triesPerCall(outcome.comparison.store())) + " / "
                    + Text.of(outcome.triesPerCall(outcome.target.rival()));
            table.row(
                    outcome.comparison.title(),
                    Math.round(outcome.store()),
                    outcome.target.label(),
                    Math.round(outcome.rival()),
                    outcome.ratio(),
                    outcome.spread(),
                    tries,
                    outcome.verdict());
        }
        return table;
    }
}
