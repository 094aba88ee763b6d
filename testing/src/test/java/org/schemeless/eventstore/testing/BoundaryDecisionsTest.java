/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.schemeless.eventstore.testing.course.CourseEvent.joined;
import static org.schemeless.eventstore.testing.course.CourseEvent.opened;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.BoundaryDecision;
import org.schemeless.eventstore.model.BoundaryDecisions;
import org.schemeless.eventstore.model.EventContext;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.InvalidDecisionException;
import org.schemeless.eventstore.model.ModelExtension;
import org.schemeless.eventstore.model.TaggedEvent;
import org.schemeless.eventstore.testing.course.CourseEvent;
import org.schemeless.eventstore.testing.course.CourseEvent.Opened;
import org.schemeless.eventstore.testing.course.CourseUpcasts;
import org.schemeless.eventstore.testing.course.Enrolment;
import org.schemeless.eventstore.testing.course.Enrolment.Seats;
import org.schemeless.eventstore.testing.course.Join;
import org.schemeless.eventstore.testing.course.Refused;

class BoundaryDecisionsTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(CourseEvent.class)
            .upcasters(new CourseUpcasts())
            .build();
    private static final Join JOIN = new Join("c1", "s1");
    private static final Attempts CMD = Attempts.byDefault().command("cmd-9");

    private final InMemoryEventStore store = new InMemoryEventStore();

    /** The rule of the course, told what to do otherwise. */
    private static class Told extends Enrolment {

        private EventQuery query;
        private BiFunction<Join, Seats, List<? extends TaggedEvent<? extends CourseEvent>>> decision = super::decide;
        private Runnable meanwhile = () -> {};
        private boolean skips;
        private int decided;

        @Override
        public String name() {
            return "enrolment";
        }

        @Override
        public EventQuery boundary(Join join) {
            return query == null ? super.boundary(join) : query;
        }

        @Override
        @SuppressWarnings("unchecked")
        public List<TaggedEvent<CourseEvent.Joined>> decide(Join join, Seats seats) {
            decided++;
            meanwhile.run();
            return (List<TaggedEvent<CourseEvent.Joined>>) decision.apply(join, seats);
        }

        @Override
        public boolean skipsUnknownTypes() {
            return skips;
        }
    }

    private final Told decider = new Told();
    private final BoundaryDecisions<Join, CourseEvent, Seats> enrolment = BoundaryDecisions.of(store, decider, TYPES);

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void store(TaggedEvent<? extends CourseEvent>... events) {
        store.storeEvents(List.of(events).stream()
                .map(event -> {
                    NewEvent.Builder builder = TYPES.newEvent(event.stream(), event.event());
                    event.tags().forEach(tag -> builder.tag(tag.name(), tag.value()));
                    return builder.build();
                })
                .toList());
    }

    private void assertInvalid(String... words) {
        long before = store.getLastPosition();
        assertThatExceptionOfType(InvalidDecisionException.class)
                .isThrownBy(() -> enrolment.decide(JOIN))
                .withMessageContainingAll(words);
        assertThat(store.getLastPosition()).isEqualTo(before);
    }

    @Test
    void a_decision_gives_the_state_and_the_events_as_stored() {
        store(opened("c1", 3), joined("c2", "s1"));

        BoundaryDecision<Seats> done =
                enrolment.decide(JOIN, Attempts.upTo(3).correlation("order-7").causation("cmd"));

        assertThat(done.state()).isEqualTo(new Seats(JOIN, 2, 2, true));
        assertThat(done.repeated()).isFalse();
        StoredEvent stored = store.getAllEvents("enrolment", "c1-s1").get(0);
        assertThat(done.events())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .containsExactly(stored);
        assertThat(stored.tags()).containsExactly(Tag.of("course", "c1"), Tag.of("student", "s1"));
        assertThat(stored.correlationId()).isEqualTo("order-7");
        assertThat(stored.causationId()).isEqualTo("cmd");
        assertThat(enrolment.state(JOIN)).isEqualTo(done.state());
    }

    @Test
    void what_events_belong_to_is_filled_in() {
        store(opened("c1", 3));

        EventContext.none().correlation("order-7").meta("by", "me").run(() -> enrolment.decide(JOIN, CMD));

        StoredEvent stored = store.getAllEvents("enrolment", "c1-s1").get(0);
        assertThat(stored.correlationId()).isEqualTo("order-7");
        assertThat(stored.meta()).isEqualTo(JsonText.parse("{\"schemaVersion\":2,\"by\":\"me\"}"));
    }

    @Test
    void events_that_the_query_does_not_find_are_stored_and_not_in_the_state() {
        store(opened("c1", 3));
        decider.decision = (join, seats) -> List.of(joined("c1", "s1"), opened("c2", 9));

        assertThat(enrolment.decide(JOIN).state())
                .isEqualTo(new Seats(JOIN, 2, 1, true))
                .isEqualTo(enrolment.state(JOIN));
        assertThat(store.getAllEvents("course", "c2")).hasSize(1);
    }

    @Test
    void an_empty_decision_appends_nothing_and_does_not_mind_others() {
        store(opened("c1", 3), joined("c1", "s1"));
        decider.meanwhile = () -> store(joined("c1", "s" + (decider.decided + 1)));

        assertThat(enrolment.decide(JOIN))
                .isEqualTo(new BoundaryDecision<>(new Seats(JOIN, 2, 1, true), List.of(), false));
        assertThat(decider.decided).isEqualTo(1);
    }

    @Test
    void a_race_that_is_lost_every_time_ends_with_the_error() {
        store(opened("c1", 100));
        decider.meanwhile = () -> store(joined("c1", "t" + decider.decided));

        assertThatExceptionOfType(BoundaryMovedError.class)
                .isThrownBy(() -> enrolment.decide(JOIN))
                .satisfies(
                        error -> assertThat(error.getEvent().stream()).isEqualTo(StreamId.of("enrolment", "c1-t10")));
        assertThat(decider.decided).isEqualTo(10);
        assertThat(store.getAllEvents("enrolment", "c1-s1")).isEmpty();
    }

    @Test
    void in_a_transaction_of_the_callers_there_is_one_attempt_and_more_are_refused() {
        store(opened("c1", 100));
        decider.meanwhile = () -> store(joined("c1", "t" + decider.decided));

        NamedRegistry.during(Status.STATUS_ACTIVE, () -> {
            assertThatExceptionOfType(BoundaryMovedError.class).isThrownBy(() -> enrolment.decide(JOIN));
            assertThat(decider.decided).isEqualTo(1);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> enrolment.decide(JOIN, Attempts.upTo(2)))
                    .withMessageContaining("2 were asked for");
            assertThat(decider.decided).isEqualTo(1);
        });
    }

    @Test
    void what_an_earlier_release_has_stored_counts() {
        store(opened("c1", 3));
        store.storeEvents(List.of(NewEvent.in("enrolment", "c1-s2", "joined")
                .payloadJson("{\"course\":\"c1\",\"student\":\"s2\"}")
                .tag("course", "c1")
                .build()));

        assertThat(enrolment.state(JOIN)).isEqualTo(new Seats(JOIN, 2, 0, false));
    }

    @Test
    void a_type_that_no_class_has_fails_unless_it_is_to_be_passed_by() {
        decider.query = EventQuery.tagged("course", "c1");
        store(opened("c1", 3));
        store.storeEvents(List.of(NewEvent.in("course", "c1", "repainted")
                .payload(1)
                .tag("course", "c1")
                .build()));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> enrolment.decide(JOIN))
                .withMessageContaining("repainted");
        decider.skips = true;
        assertThat(enrolment.decide(JOIN).state().free()).isEqualTo(2);
    }

    @Test
    void a_query_for_a_type_that_no_class_has_is_refused_unless_such_are_passed_by() {
        store(opened("c1", 3));
        decider.query = EventQuery.tagged("course", "c1").types("course-opened", "joind");
        assertInvalid("enrolment", "\"joind\"", CourseEvent.class.getName());

        decider.skips = true;
        assertThat(enrolment.decide(JOIN).events()).hasSize(1);
    }

    @Test
    void what_is_no_decision_is_refused_and_says_whose_it_is() {
        store(opened("c1", 3));
        decider.decision = (join, seats) -> null;
        assertInvalid("enrolment", "the decision is null");
        decider.decision = (join, seats) -> Collections.singletonList(null);
        assertInvalid("enrolment", "event 0 of the decision is null");
        decider.decision = (join, seats) -> List.of(joined("c1", "s1"), wrong("text"));
        assertInvalid("enrolment", "event 1", "java.lang.String", CourseEvent.class.getName());
    }

    @SuppressWarnings("unchecked")
    private static TaggedEvent<CourseEvent> wrong(Object event) {
        return (TaggedEvent<CourseEvent>) (TaggedEvent<?>) TaggedEvent.in("course", "c1", event);
    }

    @Test
    void a_boundary_that_is_null_is_refused_and_says_whose_it_is() {
        BoundaryDecider<Join, CourseEvent, Seats> without = new Enrolment() {
            @Override
            public EventQuery boundary(Join join) {
                return null;
            }
        };

        assertThatExceptionOfType(InvalidDecisionException.class)
                .isThrownBy(() -> BoundaryDecisions.of(store, without, TYPES).decide(JOIN))
                .withMessageContainingAll(without.getClass().getName(), "null");
    }

    @Test
    void tags_outside_of_their_limits_are_told_of_the_event() {
        store(opened("c1", 3));
        decider.decision =
                (join, seats) -> List.of(joined("c1", "s1"), joined("c1", "s2").tag("course", "c1"));

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> enrolment.decide(JOIN))
                .withMessageContaining("events[1].tags");
    }

    @Test
    void a_command_is_decided_once_and_answered_alike_whatever_has_happened_since() {
        store(opened("c1", 3));
        BoundaryDecision<Seats> first = enrolment.decide(JOIN, CMD);
        store(joined("c1", "s2"), joined("c2", "s1"));
        decider.decided = 0;

        BoundaryDecision<Seats> again = enrolment.decide(JOIN, CMD);

        assertThat(decider.decided).isZero();
        assertThat(again.repeated()).isTrue();
        assertThat(again.state()).isEqualTo(first.state());
        assertThat(again.events())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .isEqualTo(first.events());
        assertThat(store.getLastPosition()).isEqualTo(4);
    }

    @Test
    void a_repeated_command_gives_events_too_that_its_query_does_not_find() {
        store(opened("c1", 3));
        decider.decision = (join, seats) -> List.of(opened("c8", 1), opened("c9", 1));
        BoundaryDecision<Seats> first = enrolment.decide(JOIN, CMD);

        BoundaryDecision<Seats> again = enrolment.decide(JOIN, CMD);

        assertThat(first.events()).extracting(StoredEvent::id).doesNotHaveDuplicates();
        assertThat(again.events())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("position")
                .isEqualTo(first.events());
    }

    @Test
    void a_command_that_has_decided_nothing_is_kept_too() {
        store(opened("c1", 3), joined("c1", "s1"));
        enrolment.decide(JOIN, CMD);
        decider.decided = 0;

        BoundaryDecision<Seats> again = enrolment.decide(JOIN, CMD);

        assertThat(again.repeated()).isTrue();
        assertThat(again.events()).isEmpty();
        assertThat(decider.decided).isZero();
    }

    @Test
    void the_same_id_with_another_command_is_refused_also_if_it_concerns_other_courses() {
        store(opened("c1", 3), opened("c2", 3));
        enrolment.decide(JOIN, CMD);

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> enrolment.decide(new Join("c2", "s2"), CMD))
                .satisfies(error -> assertThat(error.getId()).isEqualTo("cmd-9"));
    }

    @Test
    void the_same_id_of_another_decider_is_another_command() {
        store(opened("c1", 3));
        enrolment.decide(JOIN, CMD);

        assertThat(BoundaryDecisions.of(store, new Enrolment(), TYPES)
                        .decide(JOIN, CMD)
                        .repeated())
                .isFalse();
    }

    @Test
    void a_command_that_somebody_carries_out_meanwhile_is_answered_and_not_refused() {
        store(opened("c1", 1));
        decider.meanwhile = () -> {
            Told other = new Told();
            BoundaryDecisions.of(store, other, TYPES).decide(JOIN, CMD);
        };
        decider.decision = (join, seats) -> {
            throw new Refused("as it would be with the state after it");
        };

        BoundaryDecision<Seats> done = enrolment.decide(JOIN, CMD);

        assertThat(done.repeated()).isTrue();
        assertThat(done.events()).hasSize(1);
        assertThat(store.getLastPosition()).isEqualTo(2);
    }

    @Test
    void a_command_that_is_carried_out_between_decision_and_append_is_stored_once() {
        store(opened("c1", 3));
        decider.meanwhile = () -> BoundaryDecisions.of(store, new Told(), TYPES).decide(JOIN, CMD);

        assertThat(enrolment.decide(JOIN, CMD).repeated()).isTrue();
        assertThat(store.getLastPosition()).isEqualTo(2);
    }

    @Test
    void many_who_want_the_last_seats_get_as_many_as_there_are() {
        store(opened("c1", 5));

        long got = IntStream.range(0, 40)
                .parallel()
                .filter(i -> {
                    try {
                        BoundaryDecisions.of(store, new Enrolment(), TYPES)
                                .decide(new Join("c1", "s" + i), Attempts.upTo(100));
                        return true;
                    } catch (Refused e) {
                        return false;
                    }
                })
                .count();

        assertThat(got).isEqualTo(5);
        assertThat(enrolment.state(JOIN).free()).isZero();
    }

    @Test
    void types_of_classes_are_those_that_they_and_all_below_are_stored_with() {
        assertThat(EventTypes.names(Opened.class)).containsExactly("course-opened");
        assertThat(EventTypes.names(CourseEvent.class)).containsExactlyInAnyOrder("course-opened", "joined");
        assertThat(EventTypes.names(Opened.class, CourseEvent.class)).containsExactly("course-opened", "joined");
        assertThat(EventTypes.names()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTypes.names(Join.class))
                .withMessageContaining(Join.class.getName());
    }

    @ApplicationScoped
    public static class Stores {

        @Produces
        @ApplicationScoped
        EventStore store() {
            return new InMemoryEventStore();
        }
    }

    @Dependent
    public static class Office {

        @Inject
        private BoundaryDecisions<Join, CourseEvent, Seats> enrolment;

        @Inject
        private EventStore store;
    }

    private static SeContainer deployed(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ModelExtension())
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void decisions_are_injected_for_each_decider_with_all_types_and_upcasters() {
        try (SeContainer container = deployed(Stores.class, Enrolment.class, CourseUpcasts.class, Office.class)) {
            Office office = container.select(Office.class).get();
            office.store.storeEvents(List.of(
                    TYPES.newEvent(StreamId.of("course", "c1"), new Opened("c1", 3))
                            .tag("course", "c1")
                            .build(),
                    NewEvent.in("enrolment", "c1-s2", "joined")
                            .payload(Map.of("course", "c1", "student", "s2"))
                            .tag("course", "c1")
                            .build()));

            assertThat(office.enrolment.decide(JOIN).state().free()).isEqualTo(1);
        }
    }

    @Test
    void the_deployment_fails_by_the_types_of_a_decider() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed(Enrolment.class).close())
                .withMessageContainingAll("version 1 of type \"joined\"", "no bean is an EventStore");
    }
}
