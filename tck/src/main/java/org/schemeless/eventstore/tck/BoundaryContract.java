/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.ExpectedSequence.nothingNew;
import static org.schemeless.eventstore.ExpectedSequence.perStream;
import static org.schemeless.eventstore.tck.Sample.assertConflict;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.unplaced;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;

/** Section 12: tags, and rules over several streams that rest on them. */
public interface BoundaryContract extends StoreFixture {

    int SEATS = 5;
    int RACERS = 16;

    private static EventQuery course(String course) {
        return EventQuery.tagged("course", course);
    }

    /** Somebody joins a course: an event of a stream of its own. */
    private static NewEvent.Builder joined(String course) {
        return NewEvent.in(newStream(), "joined").payload(1).tag("course", course);
    }

    private NewEvent store(NewEvent event) {
        store().storeEvents(List.of(event));
        return event;
    }

    /** The event as it is stored, in a stream that has only this one. */
    private StoredEvent stored(NewEvent event) {
        return store().getAllEvents(event.stream().domain(), event.stream().identifier())
                .get(0);
    }

    private void assertMoved(ThrowingCallable append, StoredEvent event) {
        assertMoved(catchThrowable(append), event);
    }

    private void assertMoved(Throwable error, StoredEvent event) {
        assertThat(error).isExactlyInstanceOf(BoundaryMovedError.class).isInstanceOf(ConcurrencyError.class);
        BoundaryMovedError moved = (BoundaryMovedError) error;
        assertThat(unplaced(moved.getEvent())).isEqualTo(unplaced(event));
        assertThat(moved.getStream()).isEqualTo(event.stream());
        assertThat(moved.getExpected()).isEqualTo(exactly(event.sequence() - 1));
        assertThat(moved.getFound()).isEqualTo(event.sequence());
        assertThat(moved)
                .hasMessageContainingAll(
                        event.id(), event.type(), event.stream().domain(), "boundary");
    }

    private static void assertInvalid(ThrowingCallable call, String field) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(call)
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field));
    }

    @Test
    default void tags_come_back_however_the_event_is_read() {
        StreamId stream = newStream();
        String cause = newName();
        List<Tag> tags = List.of(Tag.of("course", newName()), Tag.of("student", "a"), Tag.of("student", "b"));
        NewEvent.Builder tagged = NewEvent.in(stream, "joined").payload(1).causationId(cause);
        tagged.tag("student", "b").tag("course", tags.get(0).value()).tag("student", "a");
        NewEvent plain =
                NewEvent.in(stream, "joined").payload(2).causationId(cause).build();

        store().storeEvents(List.of(tagged.build(), plain));

        List<StoredEvent> events = assertLength(this, stream, 2);
        String id = events.get(0).id();
        assertThat(events).extracting(StoredEvent::tags).containsExactly(tags, List.of());
        assertThat(store().getEvent(id).tags()).isEqualTo(tags);
        assertThat(findEvent(id).orElseThrow().tags()).isEqualTo(tags);
        assertThat(store().findByCausationId(cause))
                .extracting(StoredEvent::tags)
                .containsExactly(tags, List.of());
        long last = store().getLastPosition();
        assertThat(store().readAll(Math.max(0, last - 100), 100))
                .filteredOn(event -> event.stream().equals(stream))
                .extracting(StoredEvent::tags)
                .containsExactly(tags, List.of());
        assertThat(store().readBoundary(course(tags.get(0).value())).events())
                .extracting(StoredEvent::tags)
                .containsExactly(tags);
    }

    @Test
    default void tags_are_the_same_only_code_point_by_code_point() {
        String name = newName();
        List<Tag> tags = List.of(
                Tag.of(name, "a"),
                Tag.of(name, "A"),
                Tag.of(name, "\u00e4"),
                Tag.of(name, "a\u0308"),
                Tag.of(name + ":a", "b"),
                Tag.of(name, "a:b"),
                Tag.of(name, "\ud83d\ude00"));

        tags.forEach(tag -> store(NewEvent.in(newStream(), "tagged")
                .payload(1)
                .tag(tag.name(), tag.value())
                .build()));

        tags.forEach(tag -> assertThat(store().readBoundary(EventQuery.tagged(tag.name(), tag.value()))
                        .events())
                .extracting(StoredEvent::tags)
                .containsExactly(List.of(tag)));
    }

    @Test
    default void tags_are_kept_up_to_their_limits() {
        String unique = newName();
        String name = unique + "\ud83d\ude00".repeat(Limits.TAG_NAME - unique.length());
        String value = "\u20ac".repeat(Limits.TAG_VALUE);
        NewEvent.Builder event =
                NewEvent.in(newStream(), "t".repeat(Limits.TYPE)).payload(1);
        event.tag(name, value);
        IntStream.range(1, Limits.TAGS).forEach(i -> event.tag(unique, "value " + i));

        NewEvent most = store(event.build());

        assertThat(store().readBoundary(EventQuery.tagged(name, value).and(unique, "value 19"))
                        .events())
                .singleElement()
                .satisfies(found -> assertThat(found.tags()).isEqualTo(most.tags()));
        assertInvalid(() -> Tag.of(name + "x", "a"), "tags.name");
        assertInvalid(() -> Tag.of("a", value + "x"), "tags.value");
        assertInvalid(() -> Tag.of("", "a"), "tags.name");
        assertInvalid(() -> Tag.of("a", ""), "tags.value");
        assertInvalid(() -> Tag.of("a", "b "), "tags.value");
        assertInvalid(() -> Tag.of("a", "b\n"), "tags.value");
        assertInvalid(() -> joined("c").tag("course", "c").build(), "tags");
        assertInvalid(() -> event.tag(unique, "one more").build(), "tags");
    }

    @Test
    default void a_batch_has_a_thousand_different_tags_at_most() {
        StreamId stream = newStream();
        String name = newName();
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < Limits.BATCH_TAGS / Limits.TAGS; i++) {
            NewEvent.Builder event = NewEvent.in(stream, "tagged").payload(i);
            for (int j = 0; j < Limits.TAGS; j++) {
                event.tag(name, i + "-" + j);
            }
            events.add(event.build());
        }
        List<NewEvent> more = new ArrayList<>(events);
        more.add(NewEvent.in(stream, "tagged").payload(0).tag(name, "more").build());

        assertInvalid(() -> store().storeEvents(more), "tags");
        assertEmpty(this, stream);
        store().storeEvents(events);

        assertLength(this, stream, events.size());
        assertThat(store().readBoundary(EventQuery.tagged(name, "49-19")).events())
                .hasSize(1);
    }

    @Test
    default void tags_are_part_of_what_is_compared_when_a_batch_is_sent_again() {
        String course = newName();
        StreamId stream = newStream();
        NewEvent.Builder event =
                NewEvent.in(stream, "joined").id(newName()).payload(1).tag("course", course);
        NewEvent first = event.tag("student", "s").build();
        NewEvent same = NewEvent.in(stream, "joined")
                .id(first.id())
                .payload(1)
                .tag("student", "s")
                .tag("course", course)
                .build();
        NewEvent other = NewEvent.in(stream, "joined")
                .id(first.id())
                .payload(1)
                .tag("course", course)
                .build();
        store(first);

        assertThat(store().storeEvents(List.of(same)).replayed()).isTrue();
        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(other)))
                .withMessageContaining("tags");

        assertLength(this, stream, 1);
    }

    @Test
    default void a_boundary_has_the_events_that_match_an_item_each_once_and_no_others() {
        String course = newName();
        String student = newName();
        NewEvent one =
                store(joined(course).id(newName()).tag("student", student).build());
        store(NewEvent.in(newStream(), "left")
                .payload(1)
                .tag("course", course)
                .tag("student", student)
                .build());
        NewEvent two = store(joined(course).id(newName()).build());
        NewEvent three =
                store(joined(newName()).id(newName()).tag("student", student).build());
        store(joined(newName()).build());
        store(NewEvent.in(newStream(), "joined").payload(1).build());
        EventQuery query = course(course)
                .types("opened", "joined")
                .or(EventQuery.tagged("student", student).types("joined"));

        Boundary both = store().readBoundary(query);

        assertThat(ids(both.events())).containsExactly(one.id(), two.id(), three.id());
        assertThat(both.events()).allMatch(query::matches);
        assertThat(both.query()).isEqualTo(query);
        assertThat(ids(store().readBoundary(
                                course(course).and("student", student).types("joined"))
                        .events()))
                .containsExactly(one.id());
        assertThat(store().readBoundary(course(course)).events()).hasSize(3);
        assertThat(store().readBoundary(course(newName())).events()).isEmpty();
    }

    @Test
    default void a_boundary_of_many_events_has_them_in_the_order_of_each_stream() {
        String course = newName();
        StreamId a = newStream();
        StreamId b = newStream();
        for (int i = 0; i < 3; i++) {
            store().storeEvents(IntStream.range(0, 100)
                    .mapToObj(j -> NewEvent.in(j % 2 == 0 ? a : b, "joined")
                            .payload(1)
                            .tag("course", course)
                            .build())
                    .toList());
        }

        List<StoredEvent> events = store().readBoundary(course(course)).events();

        assertThat(events).hasSize(300);
        assertThat(unplaced(events.stream()
                        .filter(event -> event.stream().equals(a))
                        .toList()))
                .isEqualTo(unplaced(assertLength(this, a, 150)));
        assertThat(unplaced(events.stream()
                        .filter(event -> event.stream().equals(b))
                        .toList()))
                .isEqualTo(unplaced(assertLength(this, b, 150)));
    }

    @Test
    default void an_append_that_rests_on_a_boundary_goes_in_while_nothing_new_is_there() {
        String course = newName();
        Boundary nothing = store().readBoundary(course(course));

        store().storeEvents(List.of(joined(course).build()), nothingNew(nothing));
        Boundary one = store().readBoundary(course(course));
        store().storeEvents(List.of(joined(course).build()), nothingNew(one));

        assertThat(store().readBoundary(course(course)).events()).hasSize(2);
    }

    @Test
    default void an_event_that_matches_and_was_not_seen_keeps_the_append_out_and_is_named() {
        String course = newName();
        store(joined(course).build());
        Boundary seen = store().readBoundary(course(course).types("joined"));
        store(NewEvent.in(newStream(), "note").payload(1).tag("course", course).build());
        NewEvent first = store(joined(course).build());
        store(joined(course).build());
        NewEvent late = joined(course).build();

        assertMoved(() -> store().storeEvents(List.of(late), nothingNew(seen)), stored(first));

        assertEmpty(this, late.stream());
        assertThat(store().readBoundary(course(course).types("joined")).events())
                .hasSize(3);
    }

    @Test
    default void a_boundary_without_events_moves_with_the_first_one() {
        String course = newName();
        Boundary nothing = store().readBoundary(course(course).types("joined"));
        NewEvent first = joined(course).build();
        store().storeEvents(List.of(first), nothingNew(nothing));

        assertMoved(() -> store().storeEvents(List.of(joined(course).build()), nothingNew(nothing)), stored(first));
    }

    @Test
    default void events_that_do_not_match_move_nothing() {
        String course = newName();
        String student = newName();
        NewEvent seen = store(joined(course).tag("student", student).build());
        EventQuery query = course(course).and("student", student).types("joined", "left");
        Boundary boundary = store().readBoundary(query);
        store(NewEvent.in(seen.stream(), "note")
                .payload(1)
                .tag("course", course)
                .tag("student", student)
                .build());
        store(joined(course).build());
        store(joined(newName()).tag("student", student).build());
        store(NewEvent.in(seen.stream(), "joined").payload(1).build());

        store().storeEvents(List.of(joined(course).tag("student", student).build()), nothingNew(boundary));

        assertThat(store().readBoundary(query).events()).hasSize(2);
    }

    @Test
    default void each_item_of_a_query_can_move_the_boundary() {
        String course = newName();
        String student = newName();
        EventQuery query = course(course)
                .types("joined")
                .or(EventQuery.tagged("student", student).types("joined"));
        Boundary before = store().readBoundary(query);
        NewEvent elsewhere = store(joined(newName()).tag("student", student).build());

        assertMoved(() -> store().storeEvents(List.of(joined(course).build()), nothingNew(before)), stored(elsewhere));
        Boundary after = store().readBoundary(query);
        NewEvent here = store(joined(course).build());
        assertMoved(() -> store().storeEvents(List.of(joined(newName()).build()), nothingNew(after)), stored(here));
    }

    @Test
    default void events_without_tags_can_rest_on_a_boundary() {
        String course = newName();
        StreamId stream = newStream();
        NewEvent plain = NewEvent.in(stream, "counted").payload(1).build();
        Boundary seen = store().readBoundary(course(course));
        store().storeEvents(List.of(plain), nothingNew(seen));
        NewEvent first = store(joined(course).build());

        assertMoved(() -> store().storeEvents(List.of(plain), nothingNew(seen)), stored(first));

        assertLength(this, stream, 1);
    }

    @Test
    default void a_boundary_and_the_sequences_of_streams_can_be_expected_together() {
        String course = newName();
        StreamId stream = newStream();
        StreamId named = newStream();
        NewEvent event =
                NewEvent.in(stream, "joined").payload(1).tag("course", course).build();
        Boundary seen = store().readBoundary(course(course));

        assertConflict(
                () -> store().storeEvents(List.of(event), nothingNew(seen).and(exactly(1))), stream, exactly(1), 0);
        assertConflict(
                () -> store().storeEvents(List.of(event), nothingNew(seen).and(perStream(Map.of(named, exactly(2))))),
                named,
                exactly(2),
                0);
        store().storeEvents(List.of(event), nothingNew(seen).and(noStream()));

        assertMoved(() -> store().storeEvents(List.of(event), nothingNew(seen).and(exactly(1))), stored(event));
        assertLength(this, stream, 1);
    }

    @Test
    default void a_mark_that_the_store_cannot_have_given_is_refused() {
        String course = newName();
        store(joined(course).build());
        Boundary seen = store().readBoundary(course(course));
        Boundary.Mark mark = seen.mark();
        NewEvent event = joined(course).build();

        assertInvalid(() -> storeWith(event, seen.query(), new Boundary.Mark("other", mark.places())), "nothingNew");
        assertInvalid(
                () -> storeWith(
                        event,
                        seen.query(),
                        new Boundary.Mark(mark.store(), List.of(mark.places().get(0) + 1))),
                "nothingNew");
        assertInvalid(
                () -> storeWith(event, seen.query(), new Boundary.Mark(mark.store(), List.of(-1L))), "nothingNew");
        assertInvalid(() -> storeWith(event, seen.query().or(course(newName())), mark), "nothingNew");
        assertInvalid(() -> storeWith(event, course(newName()), mark), "nothingNew");

        assertEmpty(this, event.stream());
        storeWith(event, seen.query(), mark);
        assertLength(this, event.stream(), 1);
    }

    @Test
    default void a_boundary_without_a_query_is_refused() {
        assertInvalid(() -> store().readBoundary(null), "query");
    }

    private void storeWith(NewEvent event, EventQuery query, Boundary.Mark mark) {
        store().storeEvents(List.of(event), nothingNew(new Boundary(query, mark, List.of())));
    }

    @Test
    default void an_append_that_is_sent_again_is_answered_as_the_first_time_whatever_has_moved() {
        String course = newName();
        Boundary seen = store().readBoundary(course(course));
        NewEvent event = joined(course).id(newName()).build();
        store().storeEvents(List.of(event), nothingNew(seen));
        store(joined(course).build());

        assertThat(store().storeEvents(List.of(event), nothingNew(seen)).replayed())
                .isTrue();

        assertLength(this, event.stream(), 1);
    }

    @Test
    default void a_transaction_sees_its_own_tagged_events_and_others_do_not() {
        String course = newName();
        AtomicReference<Boundary> own = new AtomicReference<>();
        AtomicReference<Boundary> others = new AtomicReference<>();

        inTransaction(() -> {
            store(joined(course).build());
            own.set(store().readBoundary(course(course)));
            outsideOfTransactions(() -> others.set(store().readBoundary(course(course))));
        });

        assertThat(own.get().events()).hasSize(1);
        assertThat(others.get().events()).isEmpty();
        assertThat(store().readBoundary(course(course)).events()).hasSize(1);
    }

    @Test
    default void after_a_rollback_nothing_has_moved() {
        String course = newName();
        store(joined(course).build());
        Boundary seen = store().readBoundary(course(course));
        inTransactionRolledBack(() -> store(joined(course).build()));

        assertThat(store().readBoundary(course(course)).events()).hasSize(1);
        store().storeEvents(List.of(joined(course).build()), nothingNew(seen));

        assertThat(store().readBoundary(course(course)).events()).hasSize(2);
    }

    @Test
    default void a_transactions_own_appends_move_no_boundary_for_it() {
        String course = newName();
        String other = newName();
        Boundary seen = store().readBoundary(course(course).or(course(other)));

        inTransaction(() -> {
            store(joined(course).build());
            store().storeEvents(List.of(joined(course).build(), joined(other).build()), nothingNew(seen));
            store().storeEvents(List.of(joined(other).build()), nothingNew(seen));
        });

        assertThat(store().readBoundary(seen.query()).events()).hasSize(4);
        assertThat(catchThrowable(
                        () -> store().storeEvents(List.of(joined(other).build()), nothingNew(seen))))
                .isExactlyInstanceOf(BoundaryMovedError.class);
    }

    @Test
    default void what_others_commit_after_the_boundary_was_read_in_a_transaction_moves_it() {
        String course = newName();
        store(joined(course).build());
        AtomicReference<NewEvent> others = new AtomicReference<>();
        AtomicReference<Throwable> error = new AtomicReference<>();
        NewEvent own = joined(course).build();

        Throwable failure = catchThrowable(() -> inTransaction(() -> {
            Boundary seen = store().readBoundary(course(course).types("joined"));
            store(joined(newName()).build());
            outsideOfTransactions(() -> others.set(store(joined(course).build())));
            error.set(catchThrowable(() -> store().storeEvents(List.of(own), nothingNew(seen))));
        }));

        assertMoved(error.get(), stored(others.get()));
        assertThat(failure).isNotNull();
        assertEmpty(this, own.stream());
        assertThat(store().readBoundary(course(course)).events()).hasSize(2);
    }

    @Test
    default void what_others_commit_moves_it_also_behind_the_transactions_own_appends() {
        String course = newName();
        String quiet = newName();
        AtomicReference<NewEvent> others = new AtomicReference<>();
        Boundary seen = store().readBoundary(course(quiet).or(course(course)));

        Throwable failure = catchThrowable(() -> inTransaction(() -> {
            store(joined(quiet).build());
            outsideOfTransactions(() -> others.set(store(joined(course).build())));
            store().storeEvents(List.of(joined(quiet).build()), nothingNew(seen));
        }));

        assertMoved(failure, stored(others.get()));
        assertThat(store().readBoundary(course(quiet)).events()).isEmpty();
    }

    /** Whether the transaction sees what others have committed since it began is up to its isolation. */
    @Test
    default void what_a_boundary_did_not_show_beside_the_transactions_own_appends_moves_it() {
        String course = newName();
        AtomicReference<NewEvent> others = new AtomicReference<>();
        AtomicReference<Boundary> seen = new AtomicReference<>();

        Throwable failure = catchThrowable(() -> inTransaction(() -> {
            assertThat(store().readBoundary(course(course)).events()).isEmpty();
            outsideOfTransactions(
                    () -> others.set(store(joined(course).id(newName()).build())));
            store(joined(course).build());
            seen.set(store().readBoundary(course(course)));
            store().storeEvents(List.of(joined(course).build()), nothingNew(seen.get()));
        }));

        if (ids(seen.get().events()).contains(others.get().id())) {
            assertThat(failure).isNull();
            assertThat(store().readBoundary(course(course)).events()).hasSize(3);
        } else {
            assertMoved(failure, stored(others.get()));
        }
    }

    /** Joins if there is a seat: whether it did. */
    private boolean join(String course) {
        Boundary seen = store().readBoundary(course(course).types("joined"));
        if (seen.events().size() >= SEATS) {
            return false;
        }
        store().storeEvents(List.of(joined(course).build()), nothingNew(seen));
        return true;
    }

    /** Tries until it is decided; gives how often it was done. */
    private static int untilDecided(BooleanSupplier attempt) {
        while (true) {
            try {
                return attempt.getAsBoolean() ? 1 : 0;
            } catch (ConcurrencyError | EventStoreUnavailableException | NotCommitted e) {
                // somebody else was faster: once more
            }
        }
    }

    private List<StoredEvent> joinedIn(String course) {
        return store().readBoundary(course(course).types("joined")).events();
    }

    @Test
    default void of_many_who_want_the_last_seats_as_many_get_one_as_there_are() {
        for (int round = 0; round < 5; round++) {
            String course = newName();

            List<Race.Outcome<Integer>> outcomes =
                    Race.of(RACERS, threads(), racer -> untilDecided(() -> join(course)));

            assertThat(Race.errors(outcomes)).isEmpty();
            assertThat(Race.values(outcomes).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(SEATS);
            assertThat(joinedIn(course)).hasSize(SEATS);
        }
    }

    @Test
    default void the_seats_are_kept_in_transactions_with_several_appends_too() {
        for (int round = 0; round < 5; round++) {
            List<String> courses = List.of(newName(), newName());

            List<Race.Outcome<Integer>> outcomes = Race.of(
                    RACERS,
                    threads(),
                    racer -> untilDecided(() -> {
                        List<Boolean> done = new ArrayList<>();
                        inTransaction(() -> {
                            done.clear();
                            done.add(join(courses.get(racer % 2)) & join(courses.get(1 - racer % 2)));
                        });
                        return done.get(0);
                    }));

            assertThat(Race.errors(outcomes)).isEmpty();
            courses.forEach(course -> assertThat(joinedIn(course)).hasSize(SEATS));
        }
    }

    /** Without the call a database with locks ends some of them, since each may have what another one wants. */
    @Test
    default void transactions_that_hold_all_their_tags_first_append_in_any_order() {
        List<String> courses = List.of(newName(), newName(), newName());
        Set<Tag> tags = courses.stream().map(course -> Tag.of("course", course)).collect(Collectors.toSet());

        List<Race.Outcome<Integer>> outcomes = Race.of(8, threads(), racer -> {
            for (int round = 0; round < 10; round++) {
                int first = racer + round;
                inTransaction(() -> {
                    store().hold(tags);
                    for (int i = 0; i < courses.size(); i++) {
                        int index = racer % 2 == 0 ? first + i : first + courses.size() - i;
                        store().storeEvents(List.of(
                                joined(courses.get(index % courses.size())).build()));
                    }
                });
            }
            return 1;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        courses.forEach(course -> assertThat(joinedIn(course)).hasSize(80));
    }

    @Test
    default void tags_that_cannot_be_held_are_refused() {
        Set<Tag> tooMany = IntStream.rangeClosed(0, Limits.BATCH_TAGS)
                .mapToObj(i -> Tag.of("course", "c" + i))
                .collect(Collectors.toSet());
        inTransactionRolledBack(() -> assertInvalid(() -> store().hold(tooMany), "tags"));
        inTransactionRolledBack(() -> assertInvalid(() -> store().hold(null), "tags"));
    }

    @Test
    default void nobody_joins_behind_an_unconditional_append_that_closes_the_course() {
        for (int round = 0; round < 5; round++) {
            String course = newName();
            NewEvent closed = NewEvent.in(newStream(), "closed")
                    .payload(1)
                    .tag("course", course)
                    .build();

            List<Race.Outcome<Integer>> outcomes = Race.of(RACERS, threads(), racer -> {
                if (racer == 0) {
                    store(closed);
                    return 0;
                }
                return untilDecided(() -> {
                    Boundary seen = store().readBoundary(course(course));
                    if (seen.events().stream().anyMatch(event -> event.type().equals("closed"))) {
                        return false;
                    }
                    store().storeEvents(List.of(joined(course).build()), nothingNew(seen));
                    return true;
                });
            });

            assertThat(Race.errors(outcomes)).isEmpty();
            List<StoredEvent> events = store().readBoundary(course(course)).events();
            assertThat(events).isNotEmpty();
            assertThat(events.get(events.size() - 1).type()).isEqualTo("closed");
        }
    }

    @Test
    default void a_boundary_never_has_a_part_of_a_batch() {
        String name = newName();
        EventQuery both = EventQuery.tagged(name, "a").or(EventQuery.tagged(name, "b"));

        List<Race.Outcome<Integer>> outcomes = Race.of(8, threads(), caller -> {
            for (int i = 0; i < 20; i++) {
                if (caller < 4) {
                    store().storeEvents(List.of(
                            NewEvent.in(newStream(), "t")
                                    .payload(1)
                                    .tag(name, "a")
                                    .build(),
                            NewEvent.in(newStream(), "t")
                                    .payload(1)
                                    .tag(name, "b")
                                    .build()));
                } else {
                    List<StoredEvent> events = store().readBoundary(both).events();
                    long ofA = events.stream()
                            .filter(event -> event.tags().contains(Tag.of(name, "a")))
                            .count();
                    assertThat(events).hasSize(Math.toIntExact(2 * ofA));
                }
            }
            return 0;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertThat(store().readBoundary(both).events()).hasSize(160);
    }
}
