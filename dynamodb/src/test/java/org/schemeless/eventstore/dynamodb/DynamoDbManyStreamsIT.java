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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Batches over more streams than one transaction can move. */
class DynamoDbManyStreamsIT extends OnFreshTable {

    private static final int ITEMS_OF_ONE_EVENT = 3;
    private static final int THE_DECISION = 1;

    @Test
    void a_batch_over_more_streams_than_a_transaction_takes_is_stored_whole() {
        List<StreamId> streams =
                IntStream.range(0, 200).mapToObj(i -> Sample.stream()).toList();
        store.append(Sample.events(streams.get(7), 2), ExpectedSequence.noStream());
        List<NewEvent> events = streams.stream()
                .flatMap(each -> Sample.events(each, 2).stream())
                .toList();

        AppendResult result =
                store.append(events, ExpectedSequence.perStream(Map.of(streams.get(7), ExpectedSequence.exactly(2))));

        assertThat(result.events())
                .extracting(AppendedEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
        assertThat(store.all(streams.get(0))).hasSize(2);
        assertThat(store.all(streams.get(7))).hasSize(4);
        assertThat(store.all(streams.get(199))).hasSize(2);
        store.append(Sample.events(streams.get(199), 1), ExpectedSequence.exactly(2));
    }

    /**
     * In the order of streams, which is that of the transactions: the first one fails alone, or others are taken back.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "100, " + THE_DECISION})
    void a_batch_over_many_streams_with_one_elsewhere_stores_nothing(int moved, int decisions) {
        List<StreamId> streams =
                IntStream.range(0, 150).mapToObj(i -> Sample.stream()).sorted().toList();
        store.append(Sample.events(streams.get(moved), 1), ExpectedSequence.noStream());
        List<NewEvent> events = streams.stream().map(Sample::event).toList();

        ConcurrencyError error =
                catchThrowableOfType(ConcurrencyError.class, () -> store.append(events, ExpectedSequence.noStream()));

        assertThat(error.getStream()).isEqualTo(streams.get(moved));
        assertThat(error.getFound()).isEqualTo(1);
        assertThat(store.all(streams.get(1))).isEmpty();
        assertThat(store.all(streams.get(149))).isEmpty();
        assertThat(store.besideLog()).hasSize(ITEMS_OF_ONE_EVENT + decisions);
    }
}
