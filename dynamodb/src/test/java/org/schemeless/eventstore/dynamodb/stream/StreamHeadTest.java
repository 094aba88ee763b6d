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

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.dynamodb.table.BatchToken;

class StreamHeadTest {

    private static final BatchToken TOKEN = new BatchToken("01");

    @Test
    void a_free_head_is_no_batch_s() {
        assertThat(StreamHead.NONE.token()).isNull();
        assertThat(StreamHead.NONE.isFencedByOneOf(Set.of(new BatchToken("null"), TOKEN)))
                .isFalse();
    }

    @Test
    void a_fenced_head_is_of_the_batch_that_fences_it() {
        StreamHead head = new StreamHead(3, TOKEN.text(), null);

        assertThat(head.token()).isEqualTo(TOKEN);
        assertThat(head.isFencedByOneOf(Set.of(TOKEN))).isTrue();
        assertThat(head.isFencedByOneOf(Set.of(new BatchToken("02")))).isFalse();
    }

    @Test
    void a_head_whose_fence_was_revoked_is_still_of_its_batch() {
        StreamHead head = new StreamHead(3, StreamHead.revoked(TOKEN), null);

        assertThat(head.isRevoked()).isTrue();
        assertThat(head.token()).isEqualTo(TOKEN);
        assertThat(head.isFencedByOneOf(Set.of(TOKEN))).isTrue();
    }
}
