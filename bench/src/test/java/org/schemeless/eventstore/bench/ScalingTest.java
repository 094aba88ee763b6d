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

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest {

    /** In turn, the first size first: rounds of 1.0, 1.1 and 1.5 times as much. */
    private final List<Long> micros = List.of(100L, 100L, 220L, 200L, 300L, 450L);

    private int turns;

    @Test
    void a_size_is_beside_the_first_by_the_middle_round() throws Exception {
        assertThat(measured(1.2)).hasToString("""
                | events | query, µs | beside the first | target |
                | --- | --- | --- | --- |
                | 10 | 200 | 1.00 | met: ≤ 1.2 |
                | 1,000 | 220 | 1.10 | met: ≤ 1.2 |
                """);
    }

    @Test
    void a_size_that_costs_more_has_missed_the_target() throws Exception {
        assertThat(measured(1.05)).asString().contains("| 1.00 | met: ≤ 1.05 |").contains("| 1.10 | missed: ≤ 1.05 |");
    }

    private Table measured(double most) throws Exception {
        return new Scaling("events", "query", List.of(10, 1_000), most).measured(new Rounds(0, 3, 0), size -> calls());
    }

    private Answer calls() {
        return new Answer(Map.of("calls", 1L, "nanos", 1_000 * micros.get(turns++)));
    }
}
