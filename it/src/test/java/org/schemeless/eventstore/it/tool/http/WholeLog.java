/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.schemeless.eventstore.it.tool.http.WrittenLog.Stored;

/** What a follower has been given, held against what was written. */
public final class WholeLog {

    private WholeLog() {}

    /** An event as all kinds of followers have it. */
    public record Entry(long position, String id, String domain, String identifier, long sequence) {

        private static Entry of(JsonObject event) {
            return new Entry(
                    event.getJsonNumber("position").longValue(),
                    event.getString("id"),
                    event.getString("domain"),
                    event.getString("identifier"),
                    event.getJsonNumber("sequence").longValue());
        }

        private String stream() {
            return domain + "/" + identifier;
        }
    }

    public static List<Entry> entries(List<JsonObject> events) {
        return events.stream().map(Entry::of).toList();
    }

    /**
     * Each event once and nothing else, positions dense after the start, every stream in its order from its first event
     * on, the events of a batch one after the other in each of its streams, and a batch after what was in the log
     * before it was stored.
     */
    public static void assertWhole(long start, List<Entry> log, WrittenLog written) {
        assertThat(log.stream().map(Entry::position)).as("positions").isEqualTo(range(start + 1, log.size()));
        assertThat(log.stream().map(Entry::id))
                .as("ids")
                .containsExactlyInAnyOrderElementsOf(written.stored().stream()
                        .flatMap(stored -> stored.batch().ids().stream())
                        .toList());
        assertOrder(log);
        Map<String, Entry> byId = log.stream().collect(Collectors.toMap(Entry::id, entry -> entry));
        written.stored().forEach(stored -> assertWhole(stored, byId));
    }

    private static void assertOrder(List<Entry> log) {
        Map<String, Long> sequences = new HashMap<>();
        log.forEach(entry -> assertThat(entry.sequence())
                .as("sequence of %s", entry)
                .isEqualTo(sequences.merge(entry.stream(), 1L, Long::sum)));
    }

    private static void assertWhole(Stored stored, Map<String, Entry> byId) {
        stored.batch().idsByStream().forEach(ids -> {
            List<Long> sequences =
                    ids.stream().map(id -> byId.get(id).sequence()).toList();
            assertThat(sequences).as("sequences of %s", ids).isEqualTo(range(sequences.get(0), ids.size()));
            ids.forEach(id ->
                    assertThat(byId.get(id).position()).as("position of %s", id).isGreaterThan(stored.after()));
        });
    }

    private static List<Long> range(long first, int size) {
        return LongStream.range(first, first + size).boxed().toList();
    }
}
