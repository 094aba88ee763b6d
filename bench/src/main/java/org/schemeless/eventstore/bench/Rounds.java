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
 * How contenders are measured: in turn, in the opposite order every other round, so that what else the machine does
 * meets all of them.
 *
 * @param warmUp how many rounds come first, and do not count
 * @param count of the rounds that count
 * @param millis how long each contender works in a round
 */
record Rounds(int warmUp, int count, int millis) {

    /** What is done when it is somebody's turn. */
    interface Turn {
        Answer of(String name) throws IOException, InterruptedException;
    }

    List<Round> of(List<String> names, Turn turn) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        List<String> order = new ArrayList<>(names);
        for (int i = 0; i < warmUp + count; i++) {
            rounds.add(round(order, turn));
            Collections.reverse(order);
        }
        return rounds.subList(warmUp, rounds.size());
    }

    private static Round round(List<String> order, Turn turn) throws IOException, InterruptedException {
        Map<String, Answer> answers = new HashMap<>();
        for (String name : order) {
            answers.put(name, turn.of(name));
        }
        return new Round(answers);
    }
}
