/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void the_order_turns_round_and_what_warms_up_does_not_count() throws Exception {
        List<String> turns = new ArrayList<>();

        List<Round> rounds = new Rounds(2, 1, 0).of(List.of("a", "b"), name -> {
            turns.add(name);
            return new Answer(Map.of("turn", (long) turns.size()));
        });

        assertThat(turns).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(rounds).singleElement().isEqualTo(new Round(Map.of("a", turn(5), "b", turn(6))));
    }

    private static Answer turn(long number) {
        return new Answer(Map.of("turn", number));
    }
}
