/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.ItemSize;

class RunsTextTest {

    private static final StreamId A = StreamId.of("a b", "1 2 #:\u00fc\ud83d\ude00");
    private static final StreamId B = StreamId.of("b");

    @Test
    void comes_back_as_it_was() {
        List<Run> runs = List.of(
                new Run(A, 5, 3),
                new Run(B, 1, 1),
                new Run(A, 8, 1),
                new Run(B, 2, 4),
                new Run(A, 20, 2),
                new Run(A, 22, 1));

        assertThat(RunsText.parse(RunsText.of(runs).toString())).isEqualTo(runs);
    }

    @Test
    void a_stream_that_goes_on_is_named_once() {
        RunsText text = RunsText.of(List.of(new Run(A, 5, 3), new Run(B, 1, 1), new Run(A, 8, 1)));

        assertThat(text.toString().lines()).hasSize(3).last().isEqualTo("1 0");
    }

    @Test
    void counts_its_bytes() {
        RunsText text = RunsText.of(List.of(new Run(A, 5, 3), new Run(B, 1, 1)));

        assertThat(text.bytesWith(new Run(A, 8, 1))).isEqualTo(text.bytes() + 4);
        assertThat(text.bytes()).isEqualTo(ItemSize.utf8(text.toString()));
    }

    @Test
    void a_batch_over_all_the_heads_of_a_transaction_fits_in_an_item_whatever_its_names() {
        RunsText text = RunsText.of(IntStream.range(0, 10_000)
                .mapToObj(i -> new Run(
                        StreamId.of("\ud83d\ude00".repeat(98) + i % 99, "\ud83d\ude00".repeat(255)),
                        1_000_000_000_000_000L + i / 99,
                        1))
                .toList());

        assertThat(text.bytes()).isLessThan(PendingAppend.MOST_BYTES);
    }
}
