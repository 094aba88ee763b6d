/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Proves that the contract can fail: a test that a store which does nothing passes tests nothing. */
class ContractGuardTest {

    private static final int TESTS_AT_LEAST = 120;

    @Test
    void every_test_of_the_contract_fails_on_a_store_that_does_nothing() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NothingStore.class))
                .execute()
                .testEvents();

        List<String> passed = tests.finished().stream()
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus() != Status.FAILED)
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
        assertThat(passed).isEmpty();
        assertThat(tests.skipped().count()).isZero();
        assertThat(tests.finished().count()).isGreaterThanOrEqualTo(TESTS_AT_LEAST);
    }
}
