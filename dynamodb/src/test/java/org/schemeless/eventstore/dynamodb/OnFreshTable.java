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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Each test has a table and a bucket of its own. */
abstract class OnFreshTable {

    Store store;

    @BeforeEach
    void openStore() throws IOException {
        store = Store.fresh();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** One process dies before it sends its n-th request of this kind: it sends nothing more. */
    void kill(String kind, int nth, List<NewEvent> events) {
        try (Store dying = store.other()) {
            dying.requests.before((request, n) -> {
                if (dying.requests.count(kind) >= nth) {
                    throw new Faults.Killed();
                }
            });
            assertThat(catchThrowable(() -> dying.append(events, ExpectedSequence.any())))
                    .isInstanceOf(Faults.Killed.class);
        }
    }

    /** These events, and no others, are in this stream. */
    void assertIsStoredOnce(StreamId stream, List<NewEvent> events) {
        assertThat(store.all(stream))
                .extracting(StoredEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
    }

    /** The log has these events, in this order and without a gap. */
    static void assertIsLogOf(List<StoredEvent> log, List<NewEvent> events) {
        assertThat(log)
                .extracting(StoredEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
        assertThat(log)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.size()).boxed().toList());
    }
}
