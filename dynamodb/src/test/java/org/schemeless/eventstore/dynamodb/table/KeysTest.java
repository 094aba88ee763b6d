/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

class KeysTest {

    private static final List<StreamId> STREAMS = List.of(
            StreamId.of("a"),
            StreamId.of("a", "b"),
            StreamId.of("ab"),
            StreamId.of("a:b"),
            StreamId.of("a", ":b"),
            StreamId.of("1:a", "b"),
            StreamId.of("1", "a"),
            StreamId.of("11", "a"),
            StreamId.of("1", "1:a"),
            StreamId.of("😀", "é"),
            StreamId.of("😀é"));

    @Test
    void no_two_streams_share_a_partition() {
        assertThat(STREAMS).extracting(Keys::partition).doesNotHaveDuplicates();
    }

    @Test
    void no_tag_shares_a_partition_with_another_or_with_a_stream() {
        List<Tag> tags =
                List.of(Tag.of("a", "b"), Tag.of("ab", "c"), Tag.of("a", "bc"), Tag.of("a:b", "c"), Tag.of("a", ":bc"));

        assertThat(Stream.concat(
                        tags.stream().map(HeadKey::of), STREAMS.stream().map(HeadKey::of)))
                .doesNotHaveDuplicates();
        assertThat(tags).allSatisfy(tag -> {
            assertThat(HeadKey.of(tag).isOfStream()).isFalse();
            assertThat(Keys.tag(HeadKey.of(tag).partition())).isEqualTo(tag);
        });
    }

    @Test
    void a_partition_gives_its_stream_back() {
        assertThat(STREAMS)
                .allSatisfy(stream ->
                        assertThat(Keys.stream(Keys.partition(stream))).isEqualTo(stream));
    }
}
