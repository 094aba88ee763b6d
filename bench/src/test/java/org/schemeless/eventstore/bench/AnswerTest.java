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

import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void an_answer_is_read_line_by_line() throws Exception {
        Answer answer = Answer.parse("calls=4\nevents=400\ntries=5\nnanos=2000000000\n");

        assertThat(answer.eventsPerSecond()).isEqualTo(200);
        assertThat(answer.triesPerCall()).isEqualTo(1.25);
        assertThat(answer.microsPerCall()).isEqualTo(500_000);
    }

    @Test
    void the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        assertThat(Median.of(9, 1, 2, 4)).isEqualTo(3);
        assertThat(Median.of(5, 1, 2)).isEqualTo(2);
    }
}
