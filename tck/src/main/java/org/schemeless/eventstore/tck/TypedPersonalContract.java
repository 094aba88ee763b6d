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
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.newName;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Decision;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Folds;
import org.schemeless.eventstore.model.Personal;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.Subject;

/** Section 13 for typed events: what a class says is personal, on the store, and decisions on it. */
public interface TypedPersonalContract extends StoreFixture {

    /** The erasure of the store. */
    PersonalData personal();

    Snapshots snapshots();

    /** What happens to a guest. */
    sealed interface GuestEvent {}

    @EventType("arrived")
    record Arrived(
            @Subject("guest") String guest,
            @Personal String name,
            @Personal(erased = "0") int age,
            List<Companion> companions,
            String room)
            implements GuestEvent {}

    @EventType("left")
    record Left(String room) implements GuestEvent {}

    /** Who comes along. */
    record Companion(@Personal(erased = "somebody") String name) {}

    EventTypes GUEST_TYPES = EventTypes.of(GuestEvent.class);

    /** Who is known to be there, as a decision sees it. */
    record Guests(List<String> names, int events) {

        Guests after(GuestEvent event) {
            List<String> known = new ArrayList<>(names);
            if (event instanceof Arrived arrived) {
                known.add(arrived.name() == null ? "?" : arrived.name());
                arrived.companions().forEach(companion -> known.add(companion.name()));
            }
            return new Guests(known, events + 1);
        }
    }

    /** A command is the event that is wanted. */
    class Reception implements Decider<GuestEvent, GuestEvent, Guests> {

        private final String domain;

        Reception(String domain) {
            this.domain = domain;
        }

        @Override
        public String domain() {
            return domain;
        }

        @Override
        public Guests initial() {
            return new Guests(List.of(), 0);
        }

        @Override
        public Guests evolve(Guests state, GuestEvent event) {
            return state.after(event);
        }

        @Override
        public List<GuestEvent> decide(GuestEvent wanted, Guests state) {
            return List.of(wanted);
        }
    }

    /** The same with snapshots. */
    @Snapshot(every = 1)
    final class KeptReception extends Reception {

        KeptReception(String domain) {
            super(domain);
        }
    }

    private static Arrived ada(String guest) {
        return new Arrived(guest, "Ada Lovelace", 36, List.of(new Companion("Charles Babbage")), "12");
    }

    private static Arrived erasedAda(String guest) {
        return new Arrived(guest, null, 0, List.of(new Companion("somebody")), "12");
    }

    private static org.schemeless.eventstore.Subject guest(String id) {
        return org.schemeless.eventstore.Subject.of("guest", id);
    }

    private StoredEvent append(StreamId stream, GuestEvent event) {
        NewEvent newEvent = GUEST_TYPES.newEvent(stream, event).build();
        return store().getEvent(
                        store().storeEvents(List.of(newEvent)).events().get(0).id());
    }

    private Object read(StoredEvent event) {
        return GUEST_TYPES.read(store().getEvent(event.id())).get(0);
    }

    @Test
    default void what_a_class_says_is_personal_is_read_until_the_subject_is_erased() {
        String id = newName();
        StoredEvent stored = append(StreamId.of(newName(), "1"), ada(id));
        StoredEvent others = append(StreamId.of(newName(), "1"), ada(id + "-other"));

        PersonalMembers members = stored.personal().get(0);
        assertThat(stored.personal()).hasSize(1);
        assertThat(members.subject()).isEqualTo(guest(id));
        assertThat(members.key()).isNotNull();
        assertThat(members.form()).isEqualTo(PersonalMembers.Form.CLEAR);
        assertThat(members.pointers()).containsExactly("/age", "/companions/0/name", "/name");
        assertThat(read(stored)).isEqualTo(ada(id));

        Erasure erasure = personal().erase(guest(id), "request 118");

        assertThat(erasure.key()).isEqualTo(members.key());
        assertThat(store().getEvent(stored.id()).isErased()).isTrue();
        assertThat(read(stored)).isEqualTo(erasedAda(id));
        assertThat(read(others)).isEqualTo(ada(id + "-other"));
    }

    @Test
    default void an_erasure_that_is_rolled_back_has_erased_nothing() {
        String id = newName();
        StoredEvent stored = append(StreamId.of(newName(), "1"), ada(id));

        inTransactionRolledBack(() -> personal().erase(guest(id), null));

        assertThat(read(stored)).isEqualTo(ada(id));
    }

    @Test
    default void what_comes_after_an_erasure_has_another_key() {
        String id = newName();
        StreamId stream = StreamId.of(newName(), "1");
        StoredEvent before = append(stream, ada(id));
        personal().erase(guest(id), null);

        StoredEvent after = append(stream, ada(id));

        assertThat(read(before)).isEqualTo(erasedAda(id));
        assertThat(read(after)).isEqualTo(ada(id));
        assertThat(after.personal().get(0).key())
                .isNotEqualTo(before.personal().get(0).key());
        assertThat(personal().eventsOf(guest(id))).extracting(StoredEvent::id).containsExactly(after.id());
    }

    @Test
    default void nothing_is_stored_of_personal_members_of_nobody() {
        StreamId stream = StreamId.of(newName(), "1");

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> Decisions.of(store(), new Reception(stream.domain()), GUEST_TYPES)
                        .decide("1", ada(null)))
                .withMessageContaining(Arrived.class.getName())
                .withMessageContaining("is null")
                .satisfies(e -> assertThat(e.getIndex()).hasValue(0));
        assertEmpty(this, stream);
    }

    @Test
    default void a_decision_is_made_on_clear_text_and_on_what_is_left_after_an_erasure() {
        String domain = newName();
        String id = newName();
        Decisions<GuestEvent, GuestEvent, Guests> reception = Decisions.of(store(), new Reception(domain), GUEST_TYPES);

        Decision<Guests> arrived = reception.decide("1", ada(id));
        Decision<Guests> left = reception.decide("1", new Left("12"));

        Guests clear = new Guests(List.of("Ada Lovelace", "Charles Babbage"), 1);
        assertThat(arrived.state()).isEqualTo(clear);
        assertThat(GUEST_TYPES.read(arrived.events().get(0))).containsExactly(ada(id));
        assertThat(left.state()).isEqualTo(new Guests(clear.names(), 2));

        personal().erase(guest(id), null);

        assertThat(reception.state("1")).isEqualTo(new Guests(List.of("?", "somebody"), 2));
        assertThat(reception.decide("1", new Left("12")).sequence()).isEqualTo(3);
    }

    @Test
    default void a_snapshot_has_no_personal_members_and_changes_no_answer() {
        String domain = newName();
        String id = newName();
        Decisions<GuestEvent, GuestEvent, Guests> keeping =
                Decisions.of(store(), new KeptReception(domain), GUEST_TYPES, snapshots());
        Decisions<GuestEvent, GuestEvent, Guests> reading =
                Decisions.of(store(), new KeptReception(domain), GUEST_TYPES);
        Guests withheld = new Guests(List.of("?", "somebody"), 1);

        Decision<Guests> arrived = keeping.decide("1", ada(id));

        assertThat(arrived.state()).isEqualTo(withheld);
        assertThat(GUEST_TYPES.read(arrived.events().get(0))).containsExactly(ada(id));
        assertThat(keeping.state("1")).isEqualTo(withheld);
        assertThat(reading.state("1")).isEqualTo(withheld);

        personal().erase(guest(id), null);

        assertThat(keeping.state("1")).isEqualTo(withheld);
        assertThat(reading.state("1")).isEqualTo(withheld);
        snapshots().forget(StreamId.of(domain, "1"));
        assertThat(keeping.state("1")).isEqualTo(withheld);
    }

    @Test
    default void a_command_that_was_carried_out_before_an_erasure_has_its_first_answer_after_it() {
        String domain = newName();
        String id = newName();
        Decisions<GuestEvent, GuestEvent, Guests> reception = Decisions.of(store(), new Reception(domain), GUEST_TYPES);
        Decision<Guests> first =
                reception.decide("1", ada(id), Attempts.byDefault().command("cmd"));
        reception.decide("1", new Left("12"));
        personal().erase(guest(id), null);

        Decision<Guests> again =
                reception.decide("1", ada(id), Attempts.byDefault().command("cmd"));

        assertThat(again.repeated()).isTrue();
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.events())
                .extracting(StoredEvent::id)
                .containsExactly(first.events().get(0).id());
        assertThat(again.state()).isEqualTo(new Guests(List.of("?", "somebody"), 1));
    }

    @Test
    default void a_decision_and_an_erasure_can_be_one_transaction() {
        String domain = newName();
        String id = newName();
        Decisions<GuestEvent, GuestEvent, Guests> reception = Decisions.of(store(), new Reception(domain), GUEST_TYPES);
        reception.decide("1", ada(id));

        inTransaction(() -> {
            reception.decide("1", new Left("12"), Attempts.upTo(1));
            personal().erase(guest(id), null);
        });

        assertThat(reception.state("1")).isEqualTo(new Guests(List.of("?", "somebody"), 2));
    }

    @Test
    default void several_streams_are_decided_with_members_of_several_subjects() {
        String domain = newName();
        String one = newName();
        String two = newName();
        Decisions<GuestEvent, GuestEvent, Guests> reception = Decisions.of(store(), new Reception(domain), GUEST_TYPES);
        reception.decide(Map.of("1", ada(one), "2", ada(two)), Attempts.byDefault());

        personal().erase(guest(one), null);

        assertThat(reception.state("1").names()).containsExactly("?", "somebody");
        assertThat(reception.state("2").names()).containsExactly("Ada Lovelace", "Charles Babbage");
        assertThat(Folds.of(GuestEvent.class, new Guests(List.of(), 0), Guests::after)
                        .on(store(), StreamId.of(domain, "2"))
                        .state()
                        .names())
                .containsExactly("Ada Lovelace", "Charles Babbage");
    }
}
