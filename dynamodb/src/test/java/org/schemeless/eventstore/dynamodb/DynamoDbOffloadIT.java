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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.table.RequestRetries;
import software.amazon.awssdk.core.sync.RequestBody;

/** Events that do not fit in an item. */
class DynamoDbOffloadIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    @Test
    void thirty_events_of_500000_characters_are_thirty_uploads_and_all_read_back() {
        List<NewEvent> events = large(30);

        store.append(events, ExpectedSequence.noStream());

        assertThat(store.requests.count("PutObject")).isEqualTo(30);
        assertThat(store.all(stream))
                .extracting(StoredEvent::payload)
                .containsExactlyElementsOf(
                        events.stream().map(NewEvent::payload).toList());
    }

    @Test
    void meta_that_is_too_large_is_kept_too() {
        NewEvent event = Sample.builder(stream)
                .payload(1)
                .meta(Map.of("text", "ü\n".repeat(150_000)))
                .build();

        store.append(List.of(event), ExpectedSequence.noStream());

        assertThat(store.requests.count("PutObject")).isEqualTo(1);
        StoredEvent read = store.all(stream).get(0);
        assertThat(read.payload()).isEqualTo(event.payload());
        assertThat(read.meta()).isEqualTo(event.meta());
    }

    @Test
    void a_conflict_is_found_before_anything_is_uploaded() {
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());

        assertThatThrownBy(() -> store.append(large(2), ExpectedSequence.noStream()))
                .isInstanceOf(ConcurrencyError.class);

        assertThat(store.requests.count("PutObject")).isZero();
    }

    @Test
    void a_batch_sent_again_is_not_uploaded_again() {
        List<NewEvent> events = large(2);
        store.appendClaimed(events, ExpectedSequence.noStream());
        store.requests.clear();

        assertThat(store.appendClaimed(events, ExpectedSequence.noStream()).replayed())
                .isTrue();

        assertThat(store.requests.count("PutObject")).isZero();
        assertThat(store.objects()).hasSize(2);
    }

    @Test
    void a_conflict_found_late_leaves_no_object() {
        store.requests.before((request, n) -> {
            if (Requests.is(request, "TransactWrite") && n == 1) {
                try (Store faster = store.other()) {
                    faster.append(Sample.events(stream, 1), ExpectedSequence.any());
                }
            }
        });

        ConcurrencyError error =
                catchThrowableOfType(ConcurrencyError.class, () -> store.append(large(3), ExpectedSequence.noStream()));

        assertThat(error.getFound()).isEqualTo(1);
        assertThat(store.objects()).isEmpty();
    }

    @Test
    void one_upload_of_thirty_that_is_slowed_down_is_repeated() {
        store.requests.before((request, n) -> {
            if (Requests.is(request, "PutObject") && n == 17) {
                throw Faults.slowDown();
            }
        });

        store.append(large(30), ExpectedSequence.noStream());

        assertThat(store.objects()).hasSize(30);
        assertThat(store.all(stream)).hasSize(30);
    }

    @Test
    void one_upload_of_thirty_that_never_passes_fails_the_append_and_leaves_nothing() {
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.before((request, n) -> {
                if (Requests.is(request, "PutObject") && n >= 17) {
                    throw Faults.slowDown();
                }
            });

            assertThatThrownBy(() -> hasty.append(large(30), ExpectedSequence.noStream()))
                    .isInstanceOf(EventStoreUnavailableException.class);
        }
        assertThat(store.objects()).isEmpty();
        assertThat(store.items()).isZero();
    }

    @Test
    void an_event_whose_object_is_gone_cannot_be_read_and_others_can() {
        List<NewEvent> events = large(2);
        store.append(events, ExpectedSequence.noStream());
        store.append(Sample.events(stream, 1), ExpectedSequence.any());
        delete(keyOf(events.get(0)));

        UnreadableEventException error = catchThrowableOfType(UnreadableEventException.class, () -> store.all(stream));

        assertThat(error.getId()).isEqualTo(events.get(0).id());
        assertThat(store.storage.readStream(stream, 1, 10).events()).hasSize(2);
        assertThat(store.storage.findEvent(events.get(1).id())).isPresent();
    }

    @Test
    void an_object_that_is_gone_is_told_also_after_a_question_that_got_no_answer() {
        List<NewEvent> events = large(1);
        store.append(events, ExpectedSequence.noStream());
        delete(keyOf(events.get(0)));
        AtomicBoolean reset = new AtomicBoolean();
        store.requests.before((request, n) -> {
            if (Requests.is(request, "GetObject") && reset.compareAndSet(false, true)) {
                throw Faults.RESET.make();
            }
        });

        UnreadableEventException error = catchThrowableOfType(UnreadableEventException.class, () -> store.all(stream));

        assertThat(error.getId()).isEqualTo(events.get(0).id());
        assertThat(error).hasMessageContaining("does not exist");
        assertThat(store.requests.count("GetObject")).isGreaterThan(1);
    }

    @Test
    void an_object_that_was_changed_is_not_taken_for_the_event() {
        List<NewEvent> events = large(1);
        store.append(events, ExpectedSequence.noStream());
        String key = keyOf(events.get(0));
        store.looking
                .s3()
                .putObject(
                        request ->
                                request.bucket(store.settings.bucket().name()).key(key),
                        RequestBody.fromString("\"" + "y".repeat(500_000) + "\""));

        assertThatThrownBy(() -> store.all(stream))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(events.get(0).id());
    }

    private List<NewEvent> large(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sample.large(stream, 500_000))
                .toList();
    }

    private ObjectStore objects() {
        return new ObjectStore(
                store.clients.s3(),
                store.settings.bucket(),
                new RequestRetries(store.settings.budget(), measured -> {}),
                measured -> {});
    }

    private String keyOf(NewEvent event) {
        return store.objects().stream()
                .filter(key -> objects().eventId(key).filter(event.id()::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void delete(String key) {
        store.looking
                .s3()
                .deleteObject(request ->
                        request.bucket(store.settings.bucket().name()).key(key));
    }
}
