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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How contenders are measured: in turn, in the opposite order every other round, so that what else the machine does meets all
 * of them. A first round, which warms up, does not count.
 *
 * @param count of the rounds that count
 * @param millis how long each contender works in a round
 */
record Rounds(int count, int millis) {

    List<Round> of(Comparison comparison, Contenders contenders) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        List<String> order = new ArrayList<>(comparison.contenders());
        for (int i = 0; i <= count; i++) {
            rounds.add(round(comparison, order, contenders));
            Collections.reverse(order);
        }
        return rounds.subList(1, rounds.size());
    }

    private Round round(Comparison comparison, List<String> order, Contenders contenders)
            throws IOException, InterruptedException {
        Map<String, Answer> answers = new HashMap<>();
        for (String contender : order) {
            answers.put(contender, contenders.work(contender, comparison.work(), millis));
        }
        return new Round(answers);
    }
}
