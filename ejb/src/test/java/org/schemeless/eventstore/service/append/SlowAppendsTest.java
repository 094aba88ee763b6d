/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.LoggedLines;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.service.call.Waits;

class SlowAppendsTest {

    private static final List<NewEvent> EVENTS = List.of(
            NewEvent.in("account", "1", "t").payload(1).build(),
            NewEvent.in("account", "2", "t").payload(1).build());

    @RegisterExtension
    final LoggedLines lines = new LoggedLines(SlowAppends.class);

    private static String waits(String answer) {
        long aSecondAgo = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        Waits.since(Waits.Reason.STREAM, aSecondAgo);
        Waits.retried(new IllegalStateException("a deadlock"));
        return answer;
    }

    @Test
    void a_slow_append_says_what_it_waited_for() {
        assertThat(new SlowAppends(Duration.ZERO).told(EVENTS, () -> waits("done")))
                .isEqualTo("done");

        assertThat(lines.written())
                .singleElement()
                .asString()
                .matches("an append of 2 events to the domain \"account\" took \\d+ ms: 1\\d\\d\\d ms"
                        + " until other appends of this node to the same streams were in, 0 ms in the backend"
                        + " .*; tried again 1 times, the last after: java.lang.IllegalStateException: a deadlock");
    }

    @Test
    void one_that_failed_does_too() {
        assertThatThrownBy(() -> new SlowAppends(Duration.ZERO).told(EVENTS, () -> {
            throw new IllegalStateException();
        }));

        assertThat(lines.written()).singleElement().asString().contains(" ms and failed: ");
    }

    @Test
    void one_without_events_fails_as_it_would() {
        assertThatThrownBy(() -> new SlowAppends(Duration.ZERO).told(null, () -> {
                    throw new InvalidEventException("events", "is missing", "0 to 10,000 events");
                }))
                .isInstanceOf(InvalidEventException.class);

        assertThat(lines.written()).singleElement().asString().contains("an append of 0 events");
    }

    @Test
    void one_within_another_is_told_apart() {
        SlowAppends slow = new SlowAppends(Duration.ZERO);
        slow.told(EVENTS, () -> slow.told(EVENTS, () -> waits("inner")));

        assertThat(lines.written()).hasSize(2);
        assertThat(lines.written().get(0)).contains("until other appends");
        assertThat(lines.written().get(1)).doesNotContain("until other appends");
    }

    @Test
    void others_leave_no_line() {
        new SlowAppends(Duration.ofMinutes(1)).told(EVENTS, () -> "done");
        assertThat(lines.written()).isEmpty();
    }
}
