/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be measured.
 *
 * @param names of comparisons and measurements; all if empty
 */
record Plan(Set<String> names, Rounds rounds) {

    /**
     * The same with a single call in each round, for what has to come to rest before the next.
     *
     * @param warmUp so many of these calls do not count
     */
    Plan once(int warmUp) {
        return new Plan(names, new Rounds(warmUp, rounds.count(), 0));
    }

    boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    boolean wantsAny(List<Comparison> comparisons, String... others) {
        return Stream.concat(comparisons.stream().map(Comparison::name), Stream.of(others))
                .anyMatch(this::wants);
    }

    /** Carries out those of the comparisons that are wanted. */
    List<Outcome> outcomes(List<Comparison> comparisons, Server server) throws IOException, InterruptedException {
        Contenders contenders = new Contenders(server);
        List<Outcome> outcomes = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            if (wants(comparison.name())) {
                List<Round> done = rounds.of(
                        comparison.contenders(), name -> contenders.work(name, comparison.work(), rounds.millis()));
                comparison.targets().forEach(target -> outcomes.add(new Outcome(comparison, target, done)));
                System.out.println(Outcome.table(outcomes));
            }
        }
        return outcomes;
    }
}
