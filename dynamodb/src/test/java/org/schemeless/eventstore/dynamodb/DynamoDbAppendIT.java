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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.LookupPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** What an append stores and answers, and how it is found again. */
class DynamoDbAppendIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();

    @Test
    void every_member_comes_back_as_it_was() {
        NewEvent event = Sample.builder(stream)
                .payloadJson("{\"b\":1.10,\"a\":[null,false,0,\"\",12345678901234567890.123],\"\":{}}")
                .metaJson("{\"user\":\"ü😀\"}")
                .correlationId("cor")
                .causationId("cau")
                .build();

        store.append(List.of(event), ExpectedSequence.any());

        StoredEvent read = store.all(stream).get(0);
        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.stream()).isEqualTo(stream);
        assertThat(read.sequence()).isEqualTo(1);
        assertThat(read.type()).isEqualTo("deposited");
        assertThat(read.payload()).isEqualTo(event.payload());
        assertThat(read.meta()).isEqualTo(event.meta());
        assertThat(read.correlationId()).isEqualTo("cor");
        assertThat(read.causationId()).isEqualTo("cau");
        assertThat(read.created()).isEqualTo(event.created());
        assertThat(store.storage.findEvent(event.id())).contains(read);
    }

    @Test
    void a_stream_only_named_is_held() {
        StreamId named = Sample.stream();
        store.append(Sample.events(named, 1), ExpectedSequence.noStream());

        ConcurrencyError error = catchThrowableOfType(
                ConcurrencyError.class,
                () -> store.append(
                        Sample.events(stream, 1),
                        ExpectedSequence.perStream(
                                Map.of(named, ExpectedSequence.exactly(0), stream, ExpectedSequence.exactly(0)))));

        assertThat(error.getStream()).isEqualTo(named);
        assertThat(error.getFound()).isEqualTo(1);
        assertThat(store.sequence(stream)).isZero();
    }

    @Test
    void a_batch_sent_again_answers_as_the_first_time() {
        List<NewEvent> events = Sample.events(stream, 60);
        AppendResult first = store.appendClaimed(events, ExpectedSequence.noStream());
        store.append(Sample.events(stream, 5), ExpectedSequence.any());

        AppendResult again = store.appendClaimed(events, ExpectedSequence.noStream());

        assertThat(again.replayed()).isTrue();
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(store.sequence(stream)).isEqualTo(65);
    }

    @Test
    void an_id_taken_by_another_event_is_refused_and_nothing_is_written() {
        NewEvent first = Sample.event(stream);
        store.append(List.of(first), ExpectedSequence.any());
        StreamId elsewhere = Sample.stream();
        List<NewEvent> batch = new ArrayList<>(Sample.events(elsewhere, 59));
        batch.add(Sample.builder(elsewhere).id(first.id()).payload(2).build());

        DuplicateEventException error = catchThrowableOfType(
                DuplicateEventException.class, () -> store.appendClaimed(batch, ExpectedSequence.noStream()));

        assertThat(error.getId()).isEqualTo(first.id());
        assertThat(store.sequence(elsewhere)).isZero();
        store.append(Sample.events(elsewhere, 1), ExpectedSequence.noStream());
    }

    @Test
    void events_are_found_by_causation_and_correlation_page_by_page() {
        List<NewEvent> events = IntStream.range(0, 60)
                .mapToObj(i -> Sample.builder(i % 2 == 0 ? stream : Sample.stream())
                        .payload(i)
                        .correlationId("cor")
                        .causationId(i < 3 ? "cau" : "other")
                        .build())
                .toList();
        events.forEach(event -> store.append(List.of(event), ExpectedSequence.any()));

        List<StoredEvent> found = new ArrayList<>();
        LookupPage page = store.storage.findLinked(CausalLink.CORRELATION, "cor", 0, 25);
        found.addAll(page.events());
        while (page.next() != null) {
            page = store.storage.findLinked(CausalLink.CORRELATION, "cor", page.next(), 25);
            found.addAll(page.events());
        }

        assertThat(found)
                .extracting(StoredEvent::id)
                .containsExactlyElementsOf(events.stream().map(NewEvent::id).toList());
        assertThat(store.storage.findLinked(CausalLink.CAUSATION, "cau", 0, 100).events())
                .hasSize(3);
        assertThat(store.storage
                        .findLinked(CausalLink.CAUSATION, "none", 0, 100)
                        .events())
                .isEmpty();
    }
}
