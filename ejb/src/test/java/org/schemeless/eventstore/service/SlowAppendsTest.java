/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.NewEvent;

class SlowAppendsTest {

    private static final List<NewEvent> EVENTS = List.of(
            NewEvent.in("account", "1", "t").payload(1).build(),
            NewEvent.in("account", "2", "t").payload(1).build());

    private final Logger logger = Logger.getLogger(SlowAppends.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    private static String waits(String answer) {
        long aSecondAgo = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        Waits.since(Waits.Reason.TURN, aSecondAgo);
        Waits.repeats(new IllegalStateException("a deadlock"));
        return answer;
    }

    @Test
    void a_slow_append_says_what_it_waited_for() {
        assertThat(new SlowAppends(Duration.ZERO).told(EVENTS, () -> waits("done")))
                .isEqualTo("done");

        assertThat(lines)
                .singleElement()
                .asString()
                .matches(
                        "an append of 2 events to the domain \"account\" took \\d+ ms: 1\\d\\d\\d ms until other appends of this node"
                                + " to the same streams were in, 0 ms in the backend .*; tried again 1 times, the last after:"
                                + " java.lang.IllegalStateException: a deadlock");
    }

    @Test
    void one_that_failed_does_too() {
        assertThatThrownBy(() -> new SlowAppends(Duration.ZERO).told(EVENTS, () -> {
            throw new IllegalStateException();
        }));

        assertThat(lines).singleElement().asString().contains(" ms and failed: ");
    }

    @Test
    void one_within_another_is_told_apart() {
        SlowAppends slow = new SlowAppends(Duration.ZERO);
        slow.told(EVENTS, () -> slow.told(EVENTS, () -> waits("inner")));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("until other appends");
        assertThat(lines.get(1)).doesNotContain("until other appends");
    }

    @Test
    void others_leave_no_line() {
        new SlowAppends(Duration.ofMinutes(1)).told(EVENTS, () -> "done");
        assertThat(lines).isEmpty();
    }
}
