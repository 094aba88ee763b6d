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

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subscription that only appends, killed about the commit of a batch: with commands its appends are made once. */
class DynamoDbSubscriptionKillIT extends OnFreshTable {

    private final String name = Sample.stream().identifier();

    /** @param repeated how many events come again: those of the batch that was stored, and its checkpoint not moved */
    @ParameterizedTest
    @CsvSource({"UpdateItem,1,0", "TransactWrite,1,5", "UpdateItem,2,0", "TransactWrite,2,5", "TransactWrite,3,2"})
    void what_is_appended_for_an_event_is_appended_once(String kind, int nth, int repeated) throws Exception {
        DyingSubscriber survivor = new DyingSubscriber(store, name);
        survivor.begin();
        DyingProcess.killedAfter(store, kind, nth, DyingSubscriber.class, name);

        survivor.handleAll();

        assertThat(survivor.handled())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, DyingSubscriber.EVENTS)
                        .boxed()
                        .toList());
        assertThat(survivor.repeated()).isEqualTo(repeated);
    }
}
