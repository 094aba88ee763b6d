/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.it.tool.deployed.OnServer;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.BoundaryDecision;
import org.schemeless.eventstore.model.BoundaryDecisions;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TaggedEvent;

/** Decisions by rules over several streams, through the deployed EJB, on the backend of the run. */
@Tag("contract")
public class BoundaryDecisionsIT extends OnServer {

    private static final int SEATS = 5;

    private final String course = UUID.randomUUID().toString();

    @EventType("seat-taken")
    public record Taken(String student) {}

    /** Takes a seat of the course. */
    private class Seating implements BoundaryDecider<String, Taken, Integer> {

        private final Runnable meanwhile;
        private final AtomicInteger decided = new AtomicInteger();

        Seating(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public String name() {
            return "seating of " + course;
        }

        @Override
        public EventQuery boundary(String student) {
            return EventQuery.tagged("course", course).types(EventTypes.names(Taken.class));
        }

        @Override
        public Integer initial(String student) {
            return 0;
        }

        @Override
        public Integer evolve(Integer taken, Taken event) {
            return taken + 1;
        }

        @Override
        public List<TaggedEvent<Taken>> decide(String student, Integer taken) {
            if (decided.incrementAndGet() == 1) {
                meanwhile.run();
            }
            return taken < SEATS
                    ? List.of(TaggedEvent.in("seating", course + student, new Taken(student))
                            .tag("course", course))
                    : List.of();
        }
    }

    private BoundaryDecisions<String, Taken, Integer> seating(Seating decider) {
        return BoundaryDecisions.of(store(), decider);
    }

    private BoundaryDecisions<String, Taken, Integer> seating() {
        return seating(new Seating(() -> {}));
    }

    @Test
    void a_lost_race_is_decided_again_on_all_that_is_there() {
        Seating raced = new Seating(() -> outsideOfTransactions(() -> seating().decide("bob")));

        BoundaryDecision<Integer> done = seating(raced).decide("ada");

        assertThat(raced.decided).hasValue(2);
        assertThat(done.state()).isEqualTo(2);
        assertThat(seating().state("any")).isEqualTo(2);
    }

    @Test
    void in_a_transaction_it_sees_what_that_has_appended_and_has_one_attempt() {
        inTransaction(() -> {
            seating().decide("ada");
            assertThat(seating().decide("bob").state()).isEqualTo(2);
        });
        Seating raced = new Seating(() -> outsideOfTransactions(() -> seating().decide("carl")));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> inTransaction(() -> assertThatExceptionOfType(BoundaryMovedError.class)
                        .isThrownBy(() -> seating(raced).decide("dora"))));

        assertThat(raced.decided).hasValue(1);
        assertThat(seating().state("any")).isEqualTo(3);
    }

    @Test
    void of_many_who_want_a_seat_as_many_get_one_as_there_are() {
        List<Boolean> got = race(student ->
                !seating().decide(student, Attempts.upTo(100)).events().isEmpty());

        assertThat(got).hasSize(16);
        assertThat(got.stream().filter(has -> has)).hasSize(SEATS);
        assertThat(seating().state("any")).isEqualTo(SEATS);
    }

    @Test
    void a_command_that_many_send_at_once_is_carried_out_once() {
        List<List<String>> ids =
                race(student -> seating().decide("ada", Attempts.upTo(100).command("once")).events().stream()
                        .map(StoredEvent::id)
                        .toList());

        assertThat(ids).hasSize(16).allMatch(ids.get(0)::equals);
        assertThat(seating().state("any")).isEqualTo(1);
    }

    private interface Race<T> {
        T run(String student);
    }

    private <T> List<T> race(Race<T> race) {
        List<T> results = new ArrayList<>();
        List<Thread> threads = IntStream.range(0, 16)
                .mapToObj(i -> threads().newThread(() -> {
                    T result = race.run("s" + i);
                    synchronized (results) {
                        results.add(result);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return results;
    }
}
