/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.Measurement;

/** What the storage tells those who count. */
class DynamoDbMeasurementsIT extends OnFreshTable {

    @Test
    void an_upload_is_told_once_with_its_bytes() {
        store.append(List.of(Sample.large(Sample.stream(), 500_000)), ExpectedSequence.noStream());

        assertThat(store.measurements)
                .singleElement()
                .isInstanceOfSatisfying(
                        Measurement.Offload.class,
                        offload -> assertThat(offload.bytes()).isBetween(500_000L, 500_100L));
    }

    @Test
    void each_request_that_is_tried_again_is_told() {
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n <= 2) {
                throw Faults.RESET.make();
            }
        });

        store.append(Sample.events(Sample.stream(), 1), ExpectedSequence.noStream());

        assertThat(store.measurements).hasSize(2).containsOnly(new Measurement.Retry(Measurement.Reason.UNAVAILABLE));
    }
}
