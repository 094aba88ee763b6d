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
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import software.amazon.awssdk.core.SdkBytes;

/** How a round is cut into items of the log. */
class LogItemsTest {

    private static PendingRuns append(List<Run> runs) {
        long events = runs.stream().mapToLong(Run::count).sum();
        return new PendingRuns(
                new PendingAppend(BatchToken.next(), events, RunsText.of(runs).toString(), null), runs);
    }

    private static Run run(String name, long count) {
        return new Run(StreamId.of(name), 1, count);
    }

    private static void assertFollowEachOther(List<LogItem> items, long last) {
        long next = last + 1;
        for (LogItem item : items) {
            assertThat(item.first()).isEqualTo(next);
            assertThat(LogKeys.bucket(item.first())).isEqualTo(LogKeys.bucket(item.last()));
            next = item.last() + 1;
        }
    }

    private static List<LogPlace> places(List<LogItem> items) {
        LogRuns runs = new LogRuns(null);
        return items.stream()
                .flatMap(item -> LogPlace.of(item.first(), runs.of(item)).stream())
                .toList();
    }

    @Test
    void a_run_is_cut_at_the_ends_of_buckets() {
        List<LogItem> items = LogItems.of(List.of(append(List.of(run("a", 25_000)))), 9_998);

        assertThat(items).extracting(LogItem::last).containsExactly(10_000L, 20_000L, 30_000L, 34_998L);
        assertFollowEachOther(items, 9_998);
        assertThat(places(items)).isEqualTo(LogPlace.of(9_999, List.of(run("a", 25_000))));
    }

    @Test
    void many_runs_are_small_items() {
        List<Run> runs =
                IntStream.range(0, 1_000).mapToObj(i -> run("stream-" + i, 1)).toList();

        List<LogItem> items = LogItems.of(List.of(append(runs)), 0);

        assertThat(items).hasSizeBetween(3, 10);
        assertFollowEachOther(items, 0);
        assertThat(places(items)).isEqualTo(LogPlace.of(1, runs));
    }

    @Test
    void what_would_be_too_many_small_items_are_few_large_ones() {
        List<Run> runs = IntStream.range(0, 10_000)
                .mapToObj(i -> new Run(StreamId.of("d", "x".repeat(250) + i % 90), 1 + i / 90, 1))
                .toList();

        List<LogItem> items = LogItems.of(List.of(append(runs)), 5_000);

        assertThat(items).hasSizeLessThan(5);
        assertFollowEachOther(items, 5_000);
        assertThat(places(items)).isEqualTo(LogPlace.of(5_001, runs));
    }

    @Test
    void what_is_in_an_object_is_referred_to() {
        Offloaded object = new Offloaded("key", 1, SdkBytes.fromUtf8String("digest"));
        PendingRuns large =
                new PendingRuns(new PendingAppend(BatchToken.next(), 300, null, object), List.of(run("b", 300)));

        List<LogItem> items =
                LogItems.of(List.of(append(List.of(run("a", 10))), large, append(List.of(run("c", 10)))), 9_900);

        assertFollowEachOther(items, 9_900);
        assertThat(items)
                .containsSubsequence(
                        new LogItem(9_911, 10_000, null, object, 0), new LogItem(10_001, 10_210, null, object, 90));
        assertThat(items).hasSize(4);
    }
}
