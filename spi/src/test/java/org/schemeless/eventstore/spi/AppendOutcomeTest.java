/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.StreamId;

class AppendOutcomeTest {

    private static final AppendResult RESULT = new AppendResult(List.of(), true);

    static List<RuntimeException> refusals() {
        return List.of(
                new ConcurrencyError(StreamId.of("a"), ExpectedSequence.exactly(1), 2),
                new DuplicateEventException("id", "another event has it"));
    }

    private static AppendOutcome thrown(RuntimeException error) {
        return AppendOutcome.of(() -> {
            throw error;
        });
    }

    @Test
    void what_is_stored_has_the_result_of_the_attempt() {
        assertThat(AppendOutcome.of(() -> RESULT)).isEqualTo(new AppendOutcome.Stored(RESULT));
        assertThat(new AppendOutcome.Stored(RESULT).result()).isEqualTo(RESULT);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_is_refused_tells_its_caller_the_very_error_of_the_attempt(RuntimeException error) {
        AppendOutcome outcome = thrown(error);

        assertThat(outcome).isEqualTo(new AppendOutcome.Refused(error));
        assertThatThrownBy(outcome::result).isSameAs(error);
    }

    /** It is not known whether anything was stored, or the attempt has to be made again: nothing to tell a caller. */
    @Test
    void a_failure_of_the_attempt_is_no_outcome() {
        for (RuntimeException failure : List.of(
                new LostRaceException(new IllegalStateException()),
                new EventStoreUnavailableException("not now", null),
                new IllegalArgumentException())) {
            assertThatThrownBy(() -> thrown(failure)).isSameAs(failure);
        }
    }

    @Test
    void what_needs_a_transaction_has_no_result_yet() {
        Append append = new Append(List.of(), ExpectedSequence.any(), Set.of());
        List<AppendOutcome> outcomes = new AppendGroup(List.of(append, append)).needTransaction();

        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> assertThatIllegalStateException().isThrownBy(outcome::result));
    }

    @Test
    void a_group_is_no_single_append() {
        Append append = new Append(List.of(), ExpectedSequence.any(), Set.of());

        assertThat(AppendGroup.of(append).single()).isSameAs(append);
        assertThatIllegalStateException().isThrownBy(() -> new AppendGroup(List.of(append, append)).single());
    }
}
