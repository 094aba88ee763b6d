/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a\n", "\ud800"})
    void a_name_that_no_event_can_have_is_refused(String name) {
        assertThatThrownBy(() -> new LogFilter(Set.of("a", name), Set.of()))
                .isExactlyInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("domain ");
        assertThatThrownBy(() -> new LogFilter(Set.of(), Set.of("a", name)))
                .isExactlyInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("type ");
    }

    @Test
    void a_name_may_be_as_long_as_that_of_an_event() {
        Set<String> domains = Set.of("d".repeat(Limits.DOMAIN));
        Set<String> types = Set.of("t".repeat(Limits.TYPE));
        assertThat(new LogFilter(domains, types).domains()).isEqualTo(domains);
        assertThatThrownBy(() -> new LogFilter(types, domains)).hasMessageStartingWith("domain has 200 characters");
    }

    @Test
    void a_time_begins_with_its_first_moment_and_ends_before_the_other() {
        Instant since = Instant.parse("2026-11-24T06:00:00Z");
        Instant before = Instant.parse("2026-11-24T07:00:00Z");
        LogFilter both = new LogFilter(Set.of(), Set.of(), since, before);

        assertThat(both.takes(created(since))).isTrue();
        assertThat(both.takes(created(since.minusNanos(1_000)))).isFalse();
        assertThat(both.takes(created(before))).isFalse();
        assertThat(both.takes(created(before.minusNanos(1_000)))).isTrue();
        assertThat(new LogFilter(Set.of(), Set.of(), since, null).takes(created(before)))
                .isTrue();
        assertThat(new LogFilter(Set.of(), Set.of(), null, since).takes(created(since)))
                .isFalse();
        assertThat(new LogFilter(Set.of("other"), Set.of(), since, before).takes(created(since)))
                .isFalse();
    }

    private static StoredEvent created(Instant time) {
        return new StoredEvent("1", StreamId.of("d"), 1, 1L, "t", JsonText.parse("1"), null, null, null, time);
    }
}
