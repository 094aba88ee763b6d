/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.Measurement.Outcome;

class DomainLabelsTest {

    private final DomainLabels labels = new DomainLabels();

    private String label(String call, String domain, Outcome outcome) {
        return labels.label(new Measurement.Call(call, domain, outcome, Duration.ZERO));
    }

    @Test
    void a_domain_counts_by_its_name_once_something_was_stored_in_it() {
        assertThat(label("readStream", "account", Outcome.DONE)).isEmpty();
        assertThat(label("append", "account", Outcome.CONFLICT)).isEmpty();
        assertThat(label("append", "account", Outcome.DONE)).isEqualTo("account");
        assertThat(label("readStream", "account", Outcome.DONE)).isEqualTo("account");
        assertThat(label("append", null, Outcome.DONE)).isEmpty();
    }

    @Test
    void there_are_not_more_than_the_bound_allows() {
        for (int i = 0; i < DomainLabels.MOST; i++) {
            assertThat(label("append", "domain-" + i, Outcome.DONE)).isEqualTo("domain-" + i);
        }
        assertThat(label("append", "one-more", Outcome.DONE)).isEmpty();
        assertThat(label("append", "domain-0", Outcome.DONE)).isEqualTo("domain-0");
    }
}
