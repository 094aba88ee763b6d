/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.table.HeadKey;

class NewStreamsTest {

    private static final HeadKey ONE = HeadKey.of(StreamId.of("d", "1"));
    private static final HeadKey TWO = HeadKey.of(StreamId.of("d", "2"));
    private static final HeadKey OLD = HeadKey.of(StreamId.of("e", "1"));
    private static final HeadKey TAG = HeadKey.of(new Tag("course", "c1"));

    private static SortedMap<HeadKey, Long> bases() {
        return new TreeMap<>(Map.of(ONE, 0L, TWO, 0L, OLD, 3L, TAG, 0L));
    }

    private static StoredEvent event(StreamId stream, long sequence) {
        return new StoredEvent(
                "e", stream, sequence, null, "t", JsonText.stored("1"), null, null, null, Instant.EPOCH, List.of());
    }

    @Test
    void streams_that_begin_get_keys_and_one_of_them_shows_the_domain() {
        var attributes = new NewStreams(true).attributes(bases());

        assertThat(attributes).containsOnlyKeys(ONE, TWO);
        assertThat(attributes.values()).allMatch(keys -> keys.containsKey(ListedHead.NAME));
        assertThat(attributes.values().stream().filter(keys -> keys.containsKey(ListedHead.DOMAIN)))
                .hasSize(1);
    }

    @Test
    void a_domain_is_shown_again_until_a_stream_of_it_is_committed() {
        NewStreams streams = new NewStreams(true);
        streams.attributes(bases());
        streams.committed(List.of(event(StreamId.of("d", "0"), 2)));
        assertThat(streams.attributes(bases()).values()).anyMatch(keys -> keys.containsKey(ListedHead.DOMAIN));

        streams.committed(List.of(event(StreamId.of("d", "1"), 1)));
        assertThat(streams.attributes(bases()).values()).noneMatch(keys -> keys.containsKey(ListedHead.DOMAIN));
    }

    @Test
    void what_is_remembered_has_a_bound() {
        NewStreams streams = new NewStreams(true);
        streams.committed(List.of(event(ONE.stream(), 1)));
        IntStream.range(0, 10_000).forEach(i -> streams.committed(List.of(event(StreamId.of("x" + i, "1"), 1))));

        assertThat(streams.attributes(bases()).values()).anyMatch(keys -> keys.containsKey(ListedHead.DOMAIN));
    }

    @Test
    void a_table_without_lists_gets_nothing() {
        assertThat(new NewStreams(false).attributes(bases())).isEmpty();
    }
}
