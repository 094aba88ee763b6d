/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.relational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.schemeless.eventstore.ExpectedSequence.exactly;
import static org.schemeless.eventstore.ExpectedSequence.noStream;
import static org.schemeless.eventstore.tck.Sample.assertEmpty;
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.identifiedEvents;
import static org.schemeless.eventstore.tck.Sample.ids;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.it.tool.deployed.Database;
import org.schemeless.eventstore.tck.Race;
import org.schemeless.eventstore.tck.Race.Outcome;

/** The database goes away and comes back. The retry budget of the run is a few seconds. */
@Tag("outage")
class OutageIT extends OnMySql {

    @AfterEach
    void mend() {
        Database.PASS.now();
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(EventStoreUnavailableException.class).isThrownBy(call::run);
    }

    private void assertAllCallsUnavailable(StreamId stream) {
        assertUnavailable(() -> store().storeEvents(events(stream, 1)));
        assertUnavailable(() -> store().storeEvents(events(stream, 1), exactly(1)));
        assertUnavailable(() -> store().getAllEvents(stream.domain(), stream.identifier()));
        assertUnavailable(() -> store().getStreamSequence(stream.domain(), stream.identifier()));
        assertUnavailable(() -> store().readStream(stream, 0, 10));
        assertUnavailable(() -> findEvent("id"));
        assertUnavailable(() -> store().findByCorrelationId("id"));
        assertUnavailable(() -> inTransaction(() -> store().storeEvents(events(stream, 1))));
    }

    private void assertUsable(StreamId stream, long length) {
        assertLength(this, stream, length);
        store().storeEvents(events(stream, 1), exactly(length));
        inTransaction(() -> store().storeEvents(events(stream, 1), exactly(length + 1)));
        assertLength(this, stream, length + 2);
    }

    @Test
    void while_the_network_is_down_every_call_says_so_and_the_next_one_after_it_works() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        Database.REFUSE.now();
        assertAllCallsUnavailable(stream);
        Database.PASS.now();

        assertUsable(stream, 1);
    }

    @Test
    void while_the_database_is_dead_every_call_says_so_and_the_next_one_after_it_works() {
        StreamId stream = newStream();
        store().storeEvents(events(stream, 1));

        Database.KILL.now();
        assertAllCallsUnavailable(stream);
        Database.START.now();

        assertUsable(stream, 1);
    }

    @Test
    void broken_connections_in_the_pool_are_not_noticed_by_anyone() {
        StreamId stream = newStream();
        for (int i = 0; i < 5; i++) {
            Race.of(8, threads(), reader -> store().getStreamSequence(stream.domain(), stream.identifier()));
            Database.REFUSE.now();
            Database.PASS.now();

            List<Outcome<AppendResult>> outcomes =
                    Race.of(8, threads(), writer -> store().storeEvents(events(stream, 1)));

            assertThat(Race.errors(outcomes)).isEmpty();
        }
        assertLength(this, stream, 40);
    }

    @Test
    void an_append_whose_transaction_loses_its_database_leaves_nothing() {
        StreamId stream = newStream();

        Throwable error = catchThrowable(() -> inTransaction(() -> {
            store().storeEvents(events(stream, 1));
            Database.REFUSE.now();
        }));
        Database.PASS.now();

        assertThat(error).isInstanceOf(NotCommitted.class);
        assertEmpty(this, stream);
        assertUsable(stream, 0);
    }

    @Test
    void an_append_of_one_statement_whose_answer_is_lost_is_recognised() {
        for (boolean given : new boolean[] {false, true}) {
            StreamId stream = newStream();
            List<NewEvent> batch = given ? identifiedEvents(stream, 3) : events(stream, 3);

            Database.CUT_ANSWER_TO_INSERT.now();
            AppendResult result = store().storeEvents(batch, noStream());
            Database.HAS_CUT.now();

            assertThat(result.events()).extracting(AppendedEvent::id).isEqualTo(ids(assertLength(this, stream, 3)));
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_recognised() {
        for (boolean given : new boolean[] {false, true}) {
            StreamId stream = newStream();
            StreamId other = newStream();
            List<NewEvent> batch = new ArrayList<>(given ? identifiedEvents(stream, 3) : events(stream, 3));
            batch.addAll(events(other, 1));

            Database.CUT_ANSWER_TO_COMMIT.now();
            AppendResult result = store().storeEvents(batch, noStream());
            Database.HAS_CUT.now();

            assertThat(result.events())
                    .extracting(AppendedEvent::id)
                    .startsWith(ids(assertLength(this, stream, 3)).toArray(String[]::new));
            assertLength(this, other, 1);
        }
    }

    @Test
    void a_commit_of_the_callers_whose_answer_is_lost_can_be_repeated() {
        StreamId stream = newStream();
        List<NewEvent> batch = identifiedEvents(stream, 3);

        Throwable error = catchThrowable(() -> inTransaction(() -> {
            store().storeEvents(batch, noStream());
            Database.CUT_ANSWER_TO_COMMIT.now();
        }));
        Database.HAS_CUT.now();

        assertThat(error).isNotNull();
        inTransaction(() -> store().storeEvents(batch, noStream()));
        assertLength(this, stream, 3);
    }

    @Test
    void an_append_that_began_in_the_outage_goes_in_when_it_ends_in_time() {
        StreamId stream = newStream();
        CyclicBarrier down = new CyclicBarrier(2);
        Database.REFUSE.now();

        List<Outcome<Boolean>> outcomes = Race.of(2, threads(), number -> {
            meet(down);
            if (number == 0) {
                Database.PASS.now();
            } else {
                store().storeEvents(events(stream, 1), noStream());
            }
            return true;
        });

        assertThat(Race.errors(outcomes)).isEmpty();
        assertLength(this, stream, 1);
    }
}
