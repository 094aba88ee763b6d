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

import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.CausalLink;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.append.JtaAppends;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;

/** Appends within a JTA transaction. */
class DynamoDbTransactionIT extends OnFreshTable {

    @RegisterExtension
    private final LoggedLines log = new LoggedLines(JtaAppends.class);

    private final StreamId stream = Sample.stream();
    private Store other;

    @BeforeEach
    void openOther() {
        other = store.other();
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    @Test
    void appends_are_written_as_one_batch_when_the_transaction_commits() {
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream());
        store.append(Sample.events(stream, 3), ExpectedSequence.exactly(2));
        store.append(Sample.events(Sample.stream(), 1), ExpectedSequence.any());

        assertThat(store.requests.count("TransactWrite")).isZero();
        assertThat(other.all(stream)).isEmpty();
        store.transaction.commit();

        assertThat(store.requests.count("TransactWrite")).isEqualTo(1);
        assertThat(other.all(stream)).hasSize(5);
    }

    @Test
    void the_transaction_sees_its_own_appends() {
        other.append(Sample.events(stream, 3), ExpectedSequence.noStream());
        NewEvent own = Sample.builder(stream).payload(1).correlationId("cor").build();
        store.transaction.begin();

        store.append(List.of(own), ExpectedSequence.exactly(3));

        assertThat(store.sequence(stream)).isEqualTo(4);
        assertThat(store.all(stream)).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(store.storage.readStream(stream, 2, 1).events())
                .extracting(StoredEvent::sequence)
                .containsExactly(3L);
        assertThat(store.storage.readStream(stream, 3, 9).events())
                .extracting(StoredEvent::id)
                .containsExactly(own.id());
        assertThat(store.storage.findEvent(own.id())).isPresent();
        assertThat(store.storage
                        .findLinked(CausalLink.CORRELATION, "cor", 0, 10)
                        .events())
                .hasSize(1);
        assertThat(other.sequence(stream)).isEqualTo(3);
        assertThat(other.storage.findEvent(own.id())).isEmpty();
    }

    @Test
    void a_rollback_leaves_nothing_and_nothing_was_sent() {
        store.transaction.begin();
        store.append(List.of(Sample.large(stream, 500_000)), ExpectedSequence.noStream());

        store.transaction.rollback();

        assertThat(store.requests.count("TransactWrite")).isZero();
        assertThat(store.objects()).isEmpty();
        assertThat(store.sequence(stream)).isZero();
    }

    @Test
    void a_conflict_that_can_be_known_at_the_call_is_thrown_at_the_call() {
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream());

        ConcurrencyError error = catchThrowableOfType(
                ConcurrencyError.class, () -> store.append(Sample.events(stream, 1), ExpectedSequence.exactly(1)));

        assertThat(error.getFound()).isEqualTo(2);
    }

    @Test
    void a_race_lost_before_completion_is_a_conflict_at_completion_and_leaves_nothing() {
        StreamId second = Sample.stream();
        store.transaction.begin();
        store.append(List.of(Sample.large(stream, 500_000)), ExpectedSequence.noStream());
        store.append(Sample.events(second, 1), ExpectedSequence.any());
        other.append(Sample.events(second, 3), ExpectedSequence.any());

        ConcurrencyError error = catchThrowableOfType(ConcurrencyError.class, store.transaction::commit);

        assertThat(error.getStream()).isEqualTo(second);
        assertThat(error.getExpected()).isEqualTo(ExpectedSequence.any());
        assertThat(error.getFound()).isEqualTo(3);
        assertThat(other.sequence(stream)).isZero();
        assertThat(store.objects()).isEmpty();
    }

    @Test
    void a_stream_that_is_only_named_is_checked_at_completion_too() {
        StreamId named = Sample.stream();
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.perStream(Map.of(named, ExpectedSequence.exactly(0))));
        other.append(Sample.events(named, 1), ExpectedSequence.any());

        ConcurrencyError error = catchThrowableOfType(ConcurrencyError.class, store.transaction::commit);

        assertThat(error.getStream()).isEqualTo(named);
        assertThat(error.getExpected()).isEqualTo(ExpectedSequence.exactly(0));
        assertThat(error.getFound()).isEqualTo(1);
        assertThat(other.sequence(stream)).isZero();
    }

    @Test
    void what_is_appended_before_completion_is_in_the_same_batch() {
        StreamId late = Sample.stream();
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.transaction.registerInterposedSynchronization(before(() -> {
            store.append(Sample.events(late, 1), ExpectedSequence.noStream());
            other.append(Sample.events(late, 1), ExpectedSequence.noStream());
        }));

        ConcurrencyError error = catchThrowableOfType(ConcurrencyError.class, store.transaction::commit);

        assertThat(error.getStream()).isEqualTo(late);
        assertThat(other.sequence(stream)).isZero();
        assertThat(other.sequence(late)).isEqualTo(1);
    }

    @Test
    void what_is_registered_by_others_before_completion_comes_before_the_write() {
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.transaction.registerInterposedSynchronization(before(() ->
                store.transaction.registerInterposedSynchronization(
                        before(() -> store.transaction.registerInterposedSynchronization(before(() -> {
                            throw new UnsupportedOperationException();
                        }))))));

        assertThatThrownBy(store.transaction::commit).isInstanceOf(UnsupportedOperationException.class);

        assertThat(store.requests.count("TransactWrite")).isZero();
        assertThat(other.sequence(stream)).isZero();
    }

    /** No server is known to do this; the events would be lost without a word. */
    @Test
    void a_server_that_skips_what_is_registered_late_loses_nothing_and_is_told_of() {
        store.transaction.becomeDeafWhileCompleting();
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream());

        store.transaction.commit();

        assertThat(other.sequence(stream)).isEqualTo(2);
        assertThat(log.written())
                .singleElement()
                .asString()
                .contains("never called", stream.domain(), "they were written after it");
    }

    @Test
    void events_that_a_server_has_made_impossible_to_write_are_named() {
        store.transaction.becomeDeafWhileCompleting();
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream());
        other.append(Sample.events(stream, 1), ExpectedSequence.noStream());

        store.transaction.commit();

        assertThat(other.sequence(stream)).isEqualTo(1);
        assertThat(log.written()).singleElement().asString().contains("they are lost", stream.domain());
    }

    @Test
    void after_a_commit_and_after_a_rollback_there_is_nothing_to_tell() {
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.transaction.commit();
        store.transaction.becomeDeafWhileCompleting();
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.exactly(1));
        store.transaction.rollback();

        assertThat(other.sequence(stream)).isEqualTo(1);
        assertThat(log.written()).isEmpty();
    }

    /** Nothing could take both back together. */
    @Test
    void an_append_after_the_write_is_refused() {
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.requests.after((request, n) -> {
            if (Requests.is(request, "TransactWrite")) {
                assertThatThrownBy(() -> store.append(Sample.events(stream, 1), ExpectedSequence.any()))
                        .isInstanceOf(EventStoreUnavailableException.class)
                        .hasMessageContaining("are written already");
            }
        });

        store.transaction.commit();

        assertThat(other.sequence(stream)).isEqualTo(1);
    }

    private static Synchronization before(Runnable work) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                work.run();
            }

            @Override
            public void afterCompletion(int status) {}
        };
    }

    @Test
    void an_id_of_the_transaction_itself_is_taken() {
        NewEvent first = Sample.event(stream);
        store.transaction.begin();
        store.appendClaimed(List.of(first), ExpectedSequence.any());

        assertThat(store.appendClaimed(List.of(first), ExpectedSequence.any()).replayed())
                .isTrue();
        assertThatThrownBy(() -> store.appendClaimed(
                        List.of(Sample.builder(stream).id(first.id()).payload(2).build()), ExpectedSequence.any()))
                .isInstanceOf(DuplicateEventException.class);
    }

    @Test
    void of_ids_that_others_have_stored_since_the_calls_the_first_of_the_transaction_is_named() {
        List<NewEvent> first = List.of(Sample.event(stream));
        List<NewEvent> taken = Sample.events(Sample.stream(), 40);
        store.transaction.begin();
        store.appendClaimed(first, ExpectedSequence.any());
        store.appendClaimed(taken, ExpectedSequence.any());
        List<NewEvent> backwards = new ArrayList<>(taken);
        Collections.reverse(backwards);
        backwards.forEach(event -> other.appendClaimed(List.of(event), ExpectedSequence.any()));

        assertThatThrownBy(store.transaction::commit)
                .isInstanceOfSatisfying(
                        DuplicateEventException.class,
                        e -> assertThat(e.getId()).isEqualTo(taken.get(0).id()));
    }

    @Test
    void the_next_transaction_starts_with_nothing() {
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream());
        store.transaction.rollback();

        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream());
        store.transaction.commit();

        assertThat(other.all(stream)).hasSize(1);
    }

    private static Command command(String id) {
        return new Command("accounts", id, null);
    }

    @Test
    void the_commands_of_a_transaction_are_kept_by_its_write_and_seen_by_it_alone_before() {
        StreamId second = Sample.stream();
        store.transaction.begin();
        store.append(Sample.events(stream, 2), ExpectedSequence.noStream(), command("1"));
        store.append(Sample.events(stream, 1), ExpectedSequence.exactly(2));
        store.append(List.of(), ExpectedSequence.perStream(Map.of(stream, ExpectedSequence.exactly(3))), command("2"));
        store.append(Sample.events(second, 1), ExpectedSequence.any(), command("3"));

        assertThat(store.find(command("1"))).map(KeptCommand::sequences).contains(Map.of(stream, 2L));
        assertThat(store.find(command("2"))).map(KeptCommand::sequences).contains(Map.of(stream, 3L));
        assertThat(other.find(command("1"))).isEmpty();
        assertThatThrownBy(() -> store.append(Sample.events(stream, 1), ExpectedSequence.any(), command("1")))
                .isInstanceOf(LostRaceException.class);
        store.transaction.commit();

        assertThat(store.requests.count("TransactWrite")).isEqualTo(1);
        assertThat(other.find(command("1"))).map(KeptCommand::sequences).contains(Map.of(stream, 2L));
        assertThat(other.find(command("2"))).map(KeptCommand::sequences).contains(Map.of(stream, 3L));
        assertThat(other.find(command("3"))).map(KeptCommand::sequences).contains(Map.of(second, 1L));
        assertThat(other.sequence(stream)).isEqualTo(3);
    }

    @Test
    void a_command_alone_is_kept_when_the_transaction_commits_and_not_after_a_rollback() {
        store.transaction.begin();
        store.append(List.of(), ExpectedSequence.any(), command("1"));
        store.transaction.rollback();
        assertThat(other.find(command("1"))).isEmpty();

        store.transaction.begin();
        store.append(List.of(), ExpectedSequence.any(), command("1"));
        store.transaction.commit();

        assertThat(other.find(command("1"))).isPresent();
    }

    @Test
    void a_command_that_another_has_carried_out_since_the_call_rolls_the_transaction_back() {
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream(), command("1"));
        other.append(Sample.events(Sample.stream(), 1), ExpectedSequence.noStream(), command("1"));

        assertThatThrownBy(store.transaction::commit)
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageContaining("another transaction carried out a command");

        assertThat(other.sequence(stream)).isZero();
    }

    @Test
    void a_command_that_another_has_carried_out_on_the_same_stream_is_a_conflict_of_that_stream() {
        store.transaction.begin();
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream(), command("1"));
        other.append(Sample.events(stream, 1), ExpectedSequence.noStream(), command("1"));

        assertThatThrownBy(store.transaction::commit)
                .isInstanceOfSatisfying(
                        ConcurrencyError.class, e -> assertThat(e.getFound()).isEqualTo(1));

        assertThat(other.sequence(stream)).isEqualTo(1);
    }

    /** Some of them with more streams than the runs of all of them together have room for. */
    @Test
    void as_many_commands_as_one_write_takes_are_kept_and_one_more_is_refused_at_the_call() {
        List<NewEvent> many = Sample.overStreams("x".repeat(200), 120);
        store.transaction.begin();
        store.append(many, ExpectedSequence.noStream(), command("0"));
        IntStream.range(1, 98)
                .forEach(i ->
                        store.append(Sample.events(stream, 1), ExpectedSequence.any(), command(Integer.toString(i))));

        assertThatThrownBy(() -> store.append(Sample.events(stream, 1), ExpectedSequence.any(), command("98")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("98 commands in a transaction");
        store.transaction.commit();

        assertThat(other.sequence(stream)).isEqualTo(97);
        assertThat(other.find(command("97"))).map(KeptCommand::sequences).contains(Map.of(stream, 97L));
        assertThat(other.find(command("0")).orElseThrow().sequences()).hasSize(120);
        assertThat(other.objects()).filteredOn(key -> key.contains("item~/")).hasSize(1);
    }
}
