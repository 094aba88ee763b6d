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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.nothingNew;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.BoundaryBounds;

/** What tags and boundaries cost in requests and units, and how an append comes to rest on a boundary. */
class DynamoDbTagsIT extends OnFreshTable {

    /** Head, event, id, in a transaction, which counts twice; and what the log is told. */
    private static final int UNTAGGED = 2 * 3;

    private static final int LOG = 2;

    private static final EventQuery COURSE = EventQuery.tagged("course", "c1");
    private static final EventQuery STUDENT = EventQuery.tagged("student", "s1");

    private static NewEvent event(String type, Tag... tags) {
        return event(Sample.stream(), type, tags);
    }

    private static NewEvent event(StreamId stream, String type, Tag... tags) {
        NewEvent sample = Sample.event(stream);
        NewEvent.Builder event = NewEvent.in(stream, type)
                .id(sample.id())
                .created(sample.created())
                .payload(1);
        List.of(tags).forEach(tag -> event.tag(tag.name(), tag.value()));
        return event.build();
    }

    private static Tag course() {
        return Tag.of("course", "c1");
    }

    private static Tag student() {
        return Tag.of("student", "s1");
    }

    private void store(NewEvent event) {
        try (Store other = store.other()) {
            other.append(List.of(event), any());
        }
    }

    private Boundary read(EventQuery query) {
        Boundary boundary = store.storage.readBoundary(query);
        store.requests.clear();
        return boundary;
    }

    /** Write units of what was sent: each operation of a transaction counts twice. */
    private int written() {
        return store.requests.operationsPerTransaction().stream()
                .mapToInt(operations -> 2 * operations)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void an_append_that_rests_on_its_tags_is_one_request_and_four_units_a_tag(int tags) {
        Tag[] own = {course(), student()};
        Boundary seen = read(tags == 2 ? COURSE.or(STUDENT) : COURSE);
        ExpectedSequence expected = tags == 0 ? noStream() : nothingNew(seen).and(noStream());

        store.append(List.of(event("joined", List.of(own).subList(0, tags).toArray(Tag[]::new))), expected);

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(written()).isEqualTo(UNTAGGED + 4 * tags + LOG);
    }

    @ParameterizedTest
    @CsvSource({"0,", "1,GetItem", "2,BatchGetItem"})
    void tags_without_a_boundary_are_read_by_one_request(int tags, String read) {
        Tag[] own = {course(), student()};

        store.append(List.of(event("joined", List.of(own).subList(0, tags).toArray(Tag[]::new))), noStream());

        assertThat(store.requests.names())
                .containsExactlyElementsOf(
                        read == null ? List.of("TransactWriteItems") : List.of(read, "TransactWriteItems"));
        assertThat(written()).isEqualTo(UNTAGGED + 4 * tags + LOG);
    }

    @Test
    void an_unconditional_append_reads_the_heads_of_its_stream_and_tags_by_one_request() {
        store.append(List.of(event("joined", course(), student())), any());

        assertThat(store.requests.names()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    @Test
    void a_tag_that_is_rested_on_and_not_written_is_a_check() {
        Boundary seen = read(COURSE);

        store.append(List.of(event("counted")), nothingNew(seen).and(noStream()));

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(written()).isEqualTo(UNTAGGED + 2 + LOG);
        assertThat(store.requests.transactions().get(0).transactItems())
                .filteredOn(item -> item.conditionCheck() != null)
                .singleElement()
                .satisfies(item -> assertThat(item.conditionCheck().key())
                        .isEqualTo(HeadKey.of(course()).key()));
    }

    @Test
    void a_tag_that_is_checked_only_moves_the_boundary_too() {
        Boundary seen = read(COURSE);
        NewEvent first = event("joined", course());
        store(first);

        assertMoved(() -> store.append(List.of(event("counted")), nothingNew(seen)), first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60})
    void a_boundary_of_one_tag_is_its_head_its_pointers_and_its_events(int events) {
        StreamId stream = Sample.stream();
        if (events > 0) {
            store.append(
                    IntStream.range(0, events)
                            .mapToObj(i -> event(stream, "joined", course()))
                            .toList(),
                    any());
        }
        read(COURSE);

        Boundary boundary = store.storage.readBoundary(COURSE);

        assertThat(boundary.events()).hasSize(events);
        assertThat(boundary.mark().places()).containsExactly((long) events);
        assertThat(store.requests.names())
                .containsExactlyElementsOf(
                        switch (events) {
                            case 0 -> List.of("GetItem");
                            case 1 -> List.of("GetItem", "Query", "GetItem");
                            default -> List.of("GetItem", "Query", "BatchGetItem");
                        });
        long pointers = store.besideLog().stream()
                .filter(item -> HeadKey.of(item).equals(HeadKey.of(course())))
                .filter(item -> Values.number(item, Keys.SORT) > 0)
                .mapToLong(ItemSize::of)
                .sum();
        assertThat(store.requests.units()).isEqualTo(1 + Math.ceil(pointers / 4096.0) + events);
    }

    @Test
    void a_boundary_of_too_many_events_is_refused_before_one_is_read() {
        StreamId stream = Sample.stream();
        store.append(
                IntStream.range(0, 60)
                        .mapToObj(i -> event(stream, "joined", course()))
                        .toList(),
                any());
        read(COURSE);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store.storage.readBoundary(COURSE, new BoundaryBounds(59, 1000)))
                .withMessageContaining("59 events");
        assertThat(store.requests.names()).containsExactly("GetItem", "Query");

        store.requests.clear();
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store.storage.readBoundary(COURSE, new BoundaryBounds(60, 24)))
                .withMessageContaining("24 characters");
        // the first slice has as many events as characters are allowed, the second one the event that is too much
        assertThat(store.requests.names()).containsExactly("GetItem", "Query", "BatchGetItem", "GetItem");
    }

    @Test
    void the_heads_of_several_tags_are_read_as_they_are_at_one_moment() {
        store(event("joined", course(), student()));
        read(COURSE);

        store.storage.readBoundary(COURSE.or(STUDENT));

        assertThat(store.requests.names()).containsExactlyInAnyOrder("TransactGetItems", "Query", "Query", "GetItem");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_committed_while_a_boundary_is_read_is_behind_its_mark(boolean severalTags) {
        NewEvent early = event("joined", course(), student());
        store(early);
        NewEvent late = event("joined", course(), student());
        AtomicBoolean done = new AtomicBoolean();
        store.requests.before((request, n) -> {
            if (Requests.is(request, "Query") && done.compareAndSet(false, true)) {
                store(late);
            }
        });

        Boundary seen = store.storage.readBoundary(severalTags ? COURSE.or(STUDENT) : COURSE);

        assertThat(seen.events()).extracting(StoredEvent::id).containsExactly(early.id());
        assertMoved(() -> store.append(List.of(event("joined", course())), nothingNew(seen)), late);
    }

    @Test
    void a_pointer_that_something_else_deleted_is_an_error_and_no_smaller_boundary() {
        store(event("joined", course()));
        store(event("joined", course()));
        store.looking
                .dynamoDb()
                .deleteItem(delete -> delete.tableName(store.settings.table().name())
                        .key(HeadKey.of(course()).key(1)));

        try (Store hurried = store.with(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> hurried.storage.readBoundary(COURSE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lacks 1 items");
        }
    }

    @Test
    void a_head_that_others_moved_without_a_match_takes_a_look_and_another_transaction() {
        Boundary seen = read(COURSE.types("joined"));
        store(event("renamed", course()));

        store.append(List.of(event("joined", course())), nothingNew(seen).and(noStream()));

        assertThat(store.requests.names()).containsExactly("TransactWriteItems", "Query", "TransactWriteItems");
        assertThat(read(COURSE).mark().places()).containsExactly(2L);
    }

    @Test
    void the_first_event_in_the_way_is_named() {
        Boundary seen = read(COURSE.types("joined").or(STUDENT.types("joined")));
        store(event("renamed", course()));
        NewEvent first = event("joined", student());
        store(first);
        store(event("joined", course()));

        assertMoved(() -> store.append(List.of(event("joined", course(), student())), nothingNew(seen)), first);
    }

    @Test
    void a_batch_that_is_staged_rests_on_its_boundary_as_well() {
        StreamId stream = Sample.stream();
        Boundary seen = read(COURSE.types("joined"));
        store(event("renamed", course()));
        List<NewEvent> batch = IntStream.range(0, 60)
                .mapToObj(i -> event(stream, "joined", course(), student()))
                .toList();

        store.append(batch, nothingNew(seen));

        assertThat(store.storage.readBoundary(COURSE.types("joined")).events())
                .extracting(StoredEvent::id)
                .containsExactlyElementsOf(batch.stream().map(NewEvent::id).toList());
        assertMoved(() -> store.append(batchIn(stream), nothingNew(seen)), batch.get(0));
        assertThat(store.sequence(stream)).isEqualTo(60);
        assertNothingIsLeft(1 + 60, 1 + 60 * 2, 2 + 2);
    }

    private static List<NewEvent> batchIn(StreamId stream) {
        return IntStream.range(0, 60)
                .mapToObj(i -> event(stream, "joined", course()))
                .toList();
    }

    /** Of each event its item and that of its id, of each tag of it a pointer, and heads. */
    private void assertNothingIsLeft(int events, int pointers, int heads) {
        assertThat(store.items()).isEqualTo(2 * events + pointers + heads);
    }

    @Test
    void a_batch_that_is_staged_checks_a_tag_that_it_does_not_write() {
        StreamId stream = Sample.stream();
        Boundary seen = read(COURSE);
        List<NewEvent> batch = Sample.events(stream, 60);
        NewEvent first = event("joined", course());
        store.requests.before((request, n) -> {
            if (n == 2 && Requests.is(request, "TransactWrite")) {
                store(first);
            }
        });

        assertMoved(() -> store.append(batch, nothingNew(seen)), first);

        assertThat(store.sequence(stream)).isZero();
        assertNothingIsLeft(1, 1, 2);
    }

    @Test
    void a_batch_of_many_tags_is_decided_and_rests_on_its_boundary() {
        EventQuery rule = COURSE;
        List<NewEvent> batch = IntStream.range(0, 120)
                .mapToObj(i -> event("joined", course(), Tag.of("student", "s" + i)))
                .toList();
        Boundary seen = read(rule.or(EventQuery.tagged("other", "o")));

        store.append(batch, nothingNew(seen));

        assertThat(store.storage.readBoundary(rule).events()).hasSize(120);
        assertMoved(() -> store.append(List.of(event("joined", course())), nothingNew(seen)), batch.get(0));
        assertThat(catchThrowable(() ->
                        store.append(List.of(event("joined", course())), nothingNew(store.storage.readBoundary(rule)))))
                .isNull();
    }

    @Test
    void events_are_in_the_order_of_their_streams_and_tags_whatever_clocks_say() {
        StreamId stream = Sample.stream();
        List<NewEvent> batch = List.of(
                event(stream, "a", course()),
                event(stream, "b", student()),
                event("c", course()),
                event(stream, "d", course(), student()));
        batch.forEach(this::store);

        List<String> ids = store.storage.readBoundary(STUDENT.or(COURSE)).events().stream()
                .map(StoredEvent::id)
                .toList();

        assertThat(ids)
                .containsExactlyElementsOf(batch.stream().map(NewEvent::id).toList());
    }

    @Test
    void marks_of_one_tag_that_differ_are_looked_at_from_the_older_one() {
        EventQuery query = COURSE.types("joined").or(COURSE.types("left"));
        Boundary seen = read(query);
        NewEvent joined = event("joined", course());
        store(joined);
        Boundary.Mark mixed = new Boundary.Mark(seen.mark().store(), List.of(0L, 1L));
        Boundary.Mark unknown = new Boundary.Mark(seen.mark().store(), List.of(1L, 9L));

        assertMoved(
                () -> store.append(List.of(event("x", course())), nothingNew(new Boundary(query, mixed, List.of()))),
                joined);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store.append(
                        List.of(event("x", course())), nothingNew(new Boundary(query, unknown, List.of()))))
                .satisfies(error -> assertThat(error.getField()).isEqualTo("nothingNew"));
    }

    @Test
    void another_table_gives_other_marks() throws Exception {
        Boundary seen = read(COURSE);
        try (Store another = Store.fresh()) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> another.append(List.of(event("x")), nothingNew(seen)))
                    .withMessageContaining("another store");
        }
    }

    @Test
    void a_transaction_checks_at_the_call_and_again_when_it_is_written() {
        Boundary seen = read(COURSE.types("joined"));
        store.transaction.begin();
        NewEvent own = event("joined", course());
        store.append(List.of(own), nothingNew(seen));
        store.append(List.of(event("joined", course())), nothingNew(seen));
        assertThat(store.storage.readBoundary(COURSE).events()).hasSize(2);
        NewEvent others = event("joined", course());
        store(event("renamed", course()));
        store(others);

        assertMoved(() -> store.append(List.of(event("joined", course())), nothingNew(seen)), others);
        assertMoved(store.transaction::commit, others);

        assertThat(store.storage.readBoundary(COURSE.types("joined")).events()).hasSize(1);
    }

    @Test
    void a_transaction_is_stored_behind_what_does_not_match() {
        Boundary seen = read(COURSE.types("joined"));
        store.transaction.begin();
        store.append(List.of(event("joined", course(), student())), nothingNew(seen));
        store(event("renamed", course(), student()));
        store.append(List.of(event("joined", course())), nothingNew(seen));
        store(event("renamed", course()));

        store.transaction.commit();

        assertThat(store.storage.readBoundary(COURSE).events())
                .extracting(StoredEvent::type)
                .containsExactly("renamed", "renamed", "joined", "joined");
    }

    private static void assertMoved(ThrowingCallable call, NewEvent by) {
        assertThatExceptionOfType(BoundaryMovedError.class)
                .isThrownBy(call)
                .satisfies(moved -> assertThat(moved.getEvent().id()).isEqualTo(by.id()));
    }
}
