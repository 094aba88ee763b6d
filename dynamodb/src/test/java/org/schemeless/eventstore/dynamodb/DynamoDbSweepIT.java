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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.EventBody;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/** What the sweep removes, and what it leaves alone. */
class DynamoDbSweepIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    @Test
    void the_sweep_deletes_what_no_event_refers_to_and_nothing_else() {
        store.append(large(2), ExpectedSequence.noStream());
        List<String> stored = store.objects();
        EventBody body = new EventBody(Sample.event(stream).payload(), null);
        String orphan = objects().put("orphan", body).key();
        String secondUpload = objects().put(store.all(stream).get(0).id(), body).key();

        store.assembly.sweeper().sweep();
        store.assembly.sweeper().sweep();

        assertThat(store.objects()).doesNotContain(orphan, secondUpload).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void the_sweep_leaves_what_is_younger_than_its_minimum_age() {
        objects().put("under-way", new EventBody(Sample.event(stream).payload(), null));

        try (Store careful = store.with(own -> StoreSettings.withMinimumAge(own, Duration.ofHours(1)))) {
            careful.assembly.sweeper().sweep();
        }

        assertThat(store.objects()).hasSize(1);
    }

    @Test
    void what_a_writer_killed_before_its_decision_uploaded_for_the_log_is_deleted_and_it_can_decide_no_more() {
        BatchToken token = BatchToken.next();
        objects().putRuns(token, new byte[] {1});

        store.assembly.sweeper().sweep();

        assertThat(store.objects()).isEmpty();
        assertThat(writes().decide(token, Decision.COMMITTED)).isEqualTo(Decision.ABORTED);
    }

    private RequestRetries retries() {
        return new RequestRetries(store.settings.budget(), measured -> {});
    }

    private TableWrites writes() {
        return new TableWrites(store.clients.dynamoDb(), store.settings.table().name(), retries());
    }

    private List<NewEvent> large(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sample.large(stream, 500_000))
                .toList();
    }

    private ObjectStore objects() {
        return new ObjectStore(store.clients.s3(), store.settings.bucket(), retries(), measured -> {});
    }
}
