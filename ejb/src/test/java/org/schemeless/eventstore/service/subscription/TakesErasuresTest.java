/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

class TakesErasuresTest {

    private final List<String> given = new ArrayList<>();
    private final ErasureListener listener = key -> given.add("erased " + key);

    private static StoredEvent event(String id) {
        return event(id, StreamId.of("customer"), "moved", "1");
    }

    private static StoredEvent erasure(String payload) {
        return event("erasure", Erasure.STREAM, Erasure.TYPE, payload);
    }

    private static StoredEvent event(String id, StreamId stream, String type, String payload) {
        return new StoredEvent(id, stream, 1, 1L, type, JsonText.parse(payload), null, null, null, Instant.EPOCH);
    }

    private void give(Object to, StoredEvent... events) throws Exception {
        TakesErasures.inOrder(
                List.of(events),
                some -> given.add(some.stream().map(StoredEvent::id).toList().toString()),
                to);
    }

    @Test
    void a_listener_is_told_between_the_events_before_and_after() throws Exception {
        give(
                listener,
                event("1"),
                event("2"),
                erasure("{\"key\":\"k1\",\"request\":\"118\"}"),
                erasure("{\"key\":\"k2\"}"),
                event("3"));

        assertThat(given).containsExactly("[1, 2]", "erased k1", "erased k2", "[3]");
    }

    @Test
    void who_does_not_listen_is_given_the_events_alone() throws Exception {
        give("nobody", erasure("{\"key\":\"k1\"}"), event("1"), event("2"));

        assertThat(given).containsExactly("[1, 2]");
    }

    @Test
    void what_names_no_key_is_passed_by() throws Exception {
        give(
                listener,
                erasure("{}"),
                erasure("1"),
                erasure("{\"key\":1}"),
                erasure("{\"key\":\"\"}"),
                event("1", Erasure.STREAM, "$other", "{\"key\":\"k1\"}"));

        assertThat(given).containsExactly("[1]");
    }
}
