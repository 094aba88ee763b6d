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

    double median(ToDoubleFunction<Round> figure) {
        return Median.of(rounds.stream().mapToDouble(figure).toArray());
    }

    double store() {
        return median(round -> round.of(Comparison.STORE).eventsPerSecond());
    }

    double rival() {
        return median(round -> round.of(target.rival()).eventsPerSecond());
    }

    /** The median of the ratios of each round: what slows a round down slows both. */
    double ratio() {
        return median(round -> round.ratioTo(target.rival()));
    }

    double leastRatio() {
        return rounds.stream()
                .mapToDouble(round -> round.ratioTo(target.rival()))
                .min()
                .orElseThrow();
    }

    double greatestRatio() {
        return rounds.stream()
                .mapToDouble(round -> round.ratioTo(target.rival()))
                .max()
                .orElseThrow();
    }

    boolean reached() {
        return ratio() >= target.ratio();
    }

    /** Of the store; 1 if no try ever failed. */
    double triesPerCall() {
        return median(round -> round.of(Comparison.STORE).triesPerCall());
    }
}
