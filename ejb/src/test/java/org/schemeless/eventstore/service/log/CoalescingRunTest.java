/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoalescingRunTest {

    private final CoalescingRun runs = new CoalescingRun();

    @Test
    void the_first_call_begins_a_run_and_those_until_its_end_do_not() {
        assertThat(runs.call()).isTrue();
        assertThat(runs.call()).isFalse();
        runs.begin();
        assertThat(runs.call()).isFalse();
    }

    @Test
    void calls_before_a_run_began_are_served_by_it() {
        runs.call();
        runs.call();
        runs.begin();

        assertThat(runs.end()).isFalse();
    }

    @Test
    void calls_during_a_run_make_one_more_follow() {
        runs.call();
        runs.begin();
        runs.call();
        runs.call();

        assertThat(runs.end()).isTrue();
        assertThat(runs.call()).isFalse();
        runs.begin();
        assertThat(runs.end()).isFalse();
    }

    @Test
    void after_the_end_and_after_giving_up_the_next_call_begins_a_run() {
        runs.call();
        runs.begin();
        runs.end();
        assertThat(runs.call()).isTrue();

        runs.giveUp();
        assertThat(runs.call()).isTrue();
    }
}
