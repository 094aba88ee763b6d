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

class OutcomeTest {

    private static final Comparison.Target TARGET = new Comparison.Target("jdbc", "JDBC", 0.9);
    private static final Comparison COMPARISON = Comparison.of("some", "some work", Work.append(1, 1), TARGET);

    @Test
    void a_ratio_is_that_of_the_middle_round_and_not_of_the_medians() {
        Outcome outcome = outcome(round(100, 200), round(10, 10), round(300, 100));

        assertThat(outcome.ratio()).isEqualTo(1.0);
        assertThat(outcome.store()).isEqualTo(100);
        assertThat(outcome.rival()).isEqualTo(100);
    }

    @Test
    void a_call_costs_the_more_the_fewer_there_are_in_the_same_time() {
        assertThat(round(100, 200).cost(Comparison.STORE, "jdbc")).isEqualTo(2);
    }

    @Test
    void a_target_is_reached_by_the_ratio() {
        assertThat(outcome(round(90, 100)).reached()).isTrue();
        assertThat(outcome(round(89, 100)).reached()).isFalse();
    }

    @Test
    void the_store_may_be_the_one_over_http() {
        Comparison overHttp = Comparison.overHttp(
                "some", "some work", Work.append(1, 1), new Comparison.Target(Comparison.STORE, "in process", 0.5));
        Round round = new Round(Map.of(Comparison.STORE, events(400), Contenders.HTTP, events(100)));

        Outcome outcome = new Outcome(overHttp, overHttp.targets().get(0), List.of(round));

        assertThat(overHttp.contenders()).containsExactly(Contenders.HTTP, Comparison.STORE);
        assertThat(outcome.store()).isEqualTo(100);
        assertThat(outcome.ratio()).isEqualTo(0.25);
        assertThat(outcome.reached()).isFalse();
    }

    @Test
    void a_row_tells_figures_spread_and_target() {
        assertThat(Outcome.table(List.of(outcome(round(1000, 2000), round(1000, 1000), round(1000, 4000)))))
                .hasToString("""
                        | work | store, events/s | beside | events/s | ratio | of rounds | tries a call | target |
                        | --- | --- | --- | --- | --- | --- | --- | --- |
                        | some work | 1,000 | JDBC | 2,000 | 0.50 | 0.25 – 1.00 | 1.00 / 1.00 | missed: ≥ 0.9 |
                        """);
    }

    @Test
    void a_bar_is_as_long_as_its_ratio_says_and_names_are_escaped() {
        Comparison odd = Comparison.of("odd", "a < b & c", Work.append(1, 1), TARGET);

        String svg = Chart.of(List.of(new Outcome(odd, TARGET, List.of(round(100, 100)))));

        assertThat(svg)
                .contains("width=\"370.0\"")
                .contains("a &lt; b &amp; c | JDBC")
                .contains(">1.00</text>");
    }

    private static Outcome outcome(Round... rounds) {
        return new Outcome(COMPARISON, TARGET, List.of(rounds));
    }

    /** A round of one second with so many events of the store and of its rival. */
    private static Round round(long store, long rival) {
        return new Round(Map.of(Comparison.STORE, events(store), "jdbc", events(rival)));
    }

    private static Answer events(long count) {
        return new Answer(Map.of("calls", count, "events", count, "tries", count, "nanos", 1_000_000_000L));
    }
}
