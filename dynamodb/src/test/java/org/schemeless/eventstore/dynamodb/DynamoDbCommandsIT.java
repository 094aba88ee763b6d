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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.LostRaceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Commands are kept by the transaction that commits their events, once for ever. */
class DynamoDbCommandsIT extends OnFreshTable {

    private final StreamId stream = Sample.stream();
    private final Command command = command("1");

    private static Command command(String id) {
        return new Command("accounts", id, "says this");
    }

    /** A batch of so many events over so many streams, which have this name in common. */
    private static List<NewEvent> batch(String name, int events, int streams) {
        return IntStream.range(0, events)
                .mapToObj(i -> Sample.event(StreamId.of("many", "%s-%03d".formatted(name, i % streams)), i))
                .toList();
    }

    @Test
    void a_command_is_one_operation_more_and_no_request() {
        store.append(Sample.events(stream, 3), ExpectedSequence.noStream());
        int without = store.requests.operationsPerTransaction().get(0);
        store.requests.clear();

        store.append(Sample.events(stream, 3), ExpectedSequence.exactly(3), command);

        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.operationsPerTransaction()).containsExactly(without + 1);
        assertThat(store.find(command))
                .contains(new KeptCommand("says this", List.of(new KeptCommand.Run(stream, 6, 3))));
        assertThat(ItemSize.of(itemOfCommand())).isLessThan(200);
    }

    @Test
    void a_command_without_events_is_two_units_and_a_look_for_it_one() {
        store.append(List.of(), ExpectedSequence.any(), command);
        assertThat(store.requests.names()).containsExactly("TransactWriteItems");
        assertThat(store.requests.units()).isEqualTo(2);
        assertThat(store.requests.operationsPerTransaction()).containsExactly(1);
        store.requests.clear();

        assertThat(store.find(command("2"))).isEmpty();

        assertThat(store.requests.names()).containsExactly("GetItem");
        assertThat(store.requests.units()).isEqualTo(1);
    }

    @Test
    void a_hundred_events_and_their_command_are_four_transactions_of_25() {
        store.append(Sample.events(stream, 100), ExpectedSequence.noStream(), command);

        assertThat(store.requests.eventsPerTransaction()).containsExactly(25, 25, 25, 25);
        assertThat(store.requests.count()).isEqualTo(4);
        assertThat(store.find(command)).isPresent();
    }

    /** A transaction has 100 operations: the command and the log take one each. */
    @ParameterizedTest
    @CsvSource({"49,1", "60,1", "60,20", "98,98", "99,99"})
    void no_transaction_has_more_operations_than_the_service_takes(int events, int streams) throws Exception {
        try (Store wide = Store.fresh(99)) {
            List<NewEvent> batch = batch("wide", events, streams);

            wide.append(batch, ExpectedSequence.noStream(), command);

            assertThat(wide.requests.operationsPerTransaction()).allMatch(operations -> operations <= 100);
            assertThat(batch)
                    .allSatisfy(
                            event -> assertThat(wide.sequence(event.stream())).isPositive());
            assertThat(wide.find(command)).isPresent();
        }
    }

    @Test
    void equal_ids_of_different_scopes_and_scopes_that_end_elsewhere_are_different_commands() {
        List<Command> commands = List.of(
                new Command("a", "bc", null),
                new Command("ab", "c", null),
                new Command("1:a", "bc", null),
                new Command("a", "1:bc", null),
                new Command("A", "bc", null));

        commands.forEach(each -> store.append(Sample.events(stream, 1), ExpectedSequence.any(), each));

        assertThat(store.sequence(stream)).isEqualTo(commands.size());
        assertThat(commands)
                .extracting(each -> store.find(each).orElseThrow().runs().get(0).sequence())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** In one transaction, staged, decided by an item, and without any event. */
    @ParameterizedTest
    @CsvSource({"1,1", "101,1", "120,120", "0,1"})
    void a_command_that_is_kept_already_is_a_lost_race_and_stores_nothing(int events, int streams) {
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream(), command);
        List<NewEvent> batch = batch("second", events, streams);

        assertThatThrownBy(() -> store.append(batch, ExpectedSequence.any(), command))
                .isInstanceOf(LostRaceException.class);

        assertThat(batch)
                .allSatisfy(event -> assertThat(store.sequence(event.stream())).isZero());
        assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
        assertThat(store.find(command)).map(KeptCommand::sequences).contains(Map.of(stream, 1L));
        store.append(batch, ExpectedSequence.any(), command("2"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "101,1", "120,120", "0,1"})
    void what_is_kept_tells_where_each_stream_was(int events, int streams) {
        List<NewEvent> batch = batch("kept", events, streams);
        StreamId named = Sample.stream();
        store.append(Sample.events(named, 2), ExpectedSequence.noStream());

        store.append(batch, ExpectedSequence.perStream(Map.of(named, ExpectedSequence.exactly(2))), command);

        KeptCommand kept = store.find(command).orElseThrow();
        assertThat(kept.runs().stream().mapToInt(KeptCommand.Run::events).sum()).isEqualTo(events);
        assertThat(kept.sequences()).containsEntry(named, 2L).hasSize(1 + (events == 0 ? 0 : streams));
        assertThat(batch)
                .allSatisfy(event ->
                        assertThat(kept.sequences()).containsEntry(event.stream(), store.sequence(event.stream())));
        store.assignPositions();
        assertThat(store.storage.readLog(0, 1000)).hasSize(2 + events);
    }

    /** The one who kept the command has moved the stream too: the caller is told of the command, not of the stream. */
    @ParameterizedTest
    @ValueSource(ints = {1, 101})
    void a_stream_that_was_moved_by_the_same_command_is_a_lost_race_and_no_conflict(int events) {
        store.append(batch("moved", events, 1), ExpectedSequence.noStream(), command);

        assertThatThrownBy(() -> store.append(batch("moved", events, 1), ExpectedSequence.noStream(), command))
                .isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> store.append(batch("moved", events, 1), ExpectedSequence.noStream(), command("2")))
                .isInstanceOf(ConcurrencyError.class);
        assertThat(store.find(command("2"))).isEmpty();
    }

    @Test
    void a_command_comes_before_the_ids_of_its_events() {
        List<NewEvent> events = Sample.events(stream, 2);
        store.append(events, ExpectedSequence.noStream(), command);

        assertThatThrownBy(() -> store.append(new Append(events, ExpectedSequence.any(), Set.of())
                        .again()
                        .keeping(command)))
                .isInstanceOf(LostRaceException.class);
    }

    /** In one transaction, staged, and too large for an item: there the look comes before the upload. */
    @ParameterizedTest
    @CsvSource({"2,10", "101,10", "1,500000"})
    void a_command_of_a_batch_that_was_stored_before_is_kept_with_its_first_places(int count, int characters) {
        StreamId named = Sample.stream();
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i -> Sample.large(stream, characters))
                .toList();
        store.append(events, ExpectedSequence.noStream());
        store.append(Sample.events(stream, 1), ExpectedSequence.any());
        store.append(Sample.events(named, 3), ExpectedSequence.any());
        Append again = new Append(
                        events,
                        ExpectedSequence.perStream(
                                Map.of(stream, ExpectedSequence.noStream(), named, ExpectedSequence.streamExists())),
                        Set.of())
                .again();

        assertThat(store.append(again.keeping(command)).replayed()).isTrue();

        assertThat(store.find(command)).map(KeptCommand::sequences).contains(Map.of(stream, (long) count, named, 3L));
        assertThat(store.sequence(stream)).isEqualTo(count + 1);
        assertThatThrownBy(() -> store.append(again.keeping(command))).isInstanceOf(LostRaceException.class);
        store.transaction.begin();
        assertThat(store.append(again.keeping(command("2"))).replayed()).isTrue();
        store.transaction.commit();
        assertThat(store.find(command("2"))).isEqualTo(store.find(command));
    }

    @Test
    void a_command_without_events_holds_the_streams_it_names_to_their_sequences() throws Exception {
        StreamId named = Sample.stream();
        store.append(Sample.events(named, 1), ExpectedSequence.noStream());
        ExpectedSequence expected = ExpectedSequence.perStream(Map.of(named, ExpectedSequence.exactly(1)));
        store.append(List.of(), expected, command);
        try (Store other = store.other()) {
            store.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    store.requests.before((again, nth) -> {});
                    other.append(Sample.events(named, 1), ExpectedSequence.any());
                }
            });

            assertThatThrownBy(() -> store.append(List.of(), expected, command("2")))
                    .isInstanceOfSatisfying(ConcurrencyError.class, e -> {
                        assertThat(e.getStream()).isEqualTo(named);
                        assertThat(e.getFound()).isEqualTo(2);
                    });
        }
        assertThat(store.find(command)).map(KeptCommand::sequences).contains(Map.of(named, 1L));
        assertThat(store.find(command("2"))).isEmpty();
    }

    /** More heads to be checked than one transaction takes: an item decides, and all of them are fenced till then. */
    @Test
    void a_command_without_events_over_many_named_streams_is_decided_by_an_item() {
        List<NewEvent> before = Sample.overStreams("named", 120);
        store.append(before, ExpectedSequence.noStream());
        ExpectedSequence expected = ExpectedSequence.exactly(1);
        Map<StreamId, ExpectedSequence.ForStream> each = new HashMap<>();
        before.forEach(event -> each.put(event.stream(), ExpectedSequence.exactly(1)));

        store.append(List.of(), ExpectedSequence.perStream(each), command);

        assertThat(store.find(command).orElseThrow().sequences().values())
                .hasSize(120)
                .containsOnly(1L);
        assertThat(store.scan()).noneMatch(item -> item.containsKey(StreamHead.FENCE));
        store.append(List.of(Sample.event(before.get(77).stream())), expected);
        assertThatThrownBy(() -> store.append(List.of(), ExpectedSequence.perStream(each), command("2")))
                .isInstanceOf(ConcurrencyError.class);
        assertThat(store.find(command("2"))).isEmpty();
    }

    /** Of one event, and of batches that have to be staged. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void of_nodes_that_carry_out_a_command_at_the_same_time_one_does(int events) throws Exception {
        List<Store> nodes = IntStream.range(0, 4).mapToObj(i -> store.other()).toList();
        for (int round = 0; round < 10; round++) {
            Command each = command("race-" + round);
            StreamId raced = Sample.stream();
            List<CompletableFuture<Throwable>> racers = new ArrayList<>();
            nodes.forEach(node -> racers.add(CompletableFuture.supplyAsync(() ->
                    catchThrowable(() -> node.append(Sample.events(raced, events), ExpectedSequence.any(), each)))));

            List<Throwable> lost = racers.stream()
                    .map(CompletableFuture::join)
                    .filter(e -> e != null)
                    .toList();

            assertThat(lost).hasSize(nodes.size() - 1).allMatch(LostRaceException.class::isInstance);
            assertThat(store.sequence(raced)).isEqualTo(events);
            assertThat(store.find(each)).map(KeptCommand::sequences).contains(Map.of(raced, (long) events));
        }
        nodes.forEach(Store::close);
    }

    /** Alone, in one transaction, staged, and decided by an item. */
    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,1", "101,1,5", "120,120,6"})
    void a_commit_whose_every_answer_is_lost_is_recognised(int events, int streams, int commit) {
        List<NewEvent> batch = batch("lost", events, streams);
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.after((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n >= commit) {
                    throw Faults.RESET.make();
                }
            });

            hasty.append(batch, ExpectedSequence.any(), command);
        }
        assertThat(store.find(command)).isPresent();
        assertThat(batch)
                .allSatisfy(event -> assertThat(store.sequence(event.stream())).isPositive());
    }

    /** Nothing was carried out, but that is known of batches only whose fences could be taken back. */
    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,1", "101,1,5", "120,120,6"})
    void a_commit_that_never_arrives_stores_neither_command_nor_events(int events, int streams, int commit) {
        List<NewEvent> batch = batch("never", events, streams);
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite") && n >= commit) {
                    throw Faults.RESET.make();
                }
            });

            Throwable failure = catchThrowable(() -> hasty.append(batch, ExpectedSequence.any(), command));

            assertThat(hasty.storage.translate((RuntimeException) failure))
                    .isInstanceOf(EventStoreUnavailableException.class);
        }
        assertThat(store.find(command)).isEmpty();
        assertThat(batch)
                .allSatisfy(event -> assertThat(store.sequence(event.stream())).isZero());
        store.append(batch, ExpectedSequence.any(), command);
        assertThat(store.find(command)).isPresent();
    }

    @Test
    void a_commit_without_answer_that_another_has_forestalled_does_not_look_like_success() throws Exception {
        try (Store hasty = store.with(Duration.ofMillis(200))) {
            hasty.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    if (n == 1) {
                        store.append(List.of(), ExpectedSequence.any(), command);
                    }
                    throw Faults.RESET.make();
                }
            });

            assertThat(catchThrowable(() -> hasty.append(Sample.events(stream, 1), ExpectedSequence.any(), command)))
                    .isInstanceOf(RuntimeException.class);
            assertThat(catchThrowable(() -> hasty.append(List.of(), ExpectedSequence.any(), command)))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    /** A read that meets a transaction in the middle of being carried out may see the command before the heads. */
    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void a_command_is_found_once_its_events_can_be_read(int streams) {
        List<NewEvent> batch = batch("seen", streams, streams);
        store.append(batch, ExpectedSequence.noStream(), command);
        store.requests.clear();
        List<String> behind = new ArrayList<>();
        store.requests.answer((response, n) -> {
            if (response instanceof GetItemResponse answer && answer.item().containsKey(StreamHead.VERSION)) {
                behind.add("head");
                return behind.size() > 2
                        ? answer
                        : answer.toBuilder().item(Map.of()).build();
            }
            return response;
        });

        assertThat(store.find(command)).isPresent();

        assertThat(behind).hasSize(streams == 1 ? 3 : 0);
    }

    @Test
    void a_table_without_a_log_keeps_commands_as_well() throws Exception {
        try (Store without = Store.withoutLog()) {
            without.start();
            for (int streams : List.of(1, 120)) {
                Command each = command("without-" + streams);
                without.append(batch("a" + streams, streams, streams), ExpectedSequence.any(), each);

                assertThat(without.find(each)).isPresent();
                assertThatThrownBy(() ->
                                without.append(batch("b" + streams, streams, streams), ExpectedSequence.any(), each))
                        .isInstanceOf(LostRaceException.class);
            }
        }
    }

    @Test
    void a_command_is_never_grouped_with_the_appends_of_others() {
        Append append = new Append(Sample.events(stream, 1), ExpectedSequence.any(), Set.of());

        assertThat(store.storage.groupKey(append)).isPresent();
        assertThat(store.storage.groupKey(append.keeping(command))).isEmpty();
    }

    /** What is kept has a run for each stream: of these 1,500 it is larger than an item may be. */
    @Test
    void what_does_not_fit_in_an_item_is_kept_in_an_object_which_the_sweep_knows() {
        List<NewEvent> batch = longNames("whole");
        store.append(batch, ExpectedSequence.noStream(), command);

        assertThat(ItemSize.of(itemOfCommand())).isLessThan(1024);
        assertThat(store.objects()).filteredOn(key -> key.contains("item~/")).hasSize(1);
        List<String> stored = store.objects();
        store.assignPositions();
        store.assembly.sweeper().sweep();
        assertThat(store.find(command).orElseThrow().runs())
                .hasSameSizeAs(batch)
                .allMatch(run -> run.sequence() == 1 && run.events() == 1);
        assertThat(store.objects())
                .filteredOn(key -> key.contains("item~/"))
                .isNotEmpty()
                .isSubsetOf(stored);
    }

    @Test
    void what_a_failed_attempt_uploaded_of_its_command_is_deleted_again() {
        store.append(Sample.events(stream, 1), ExpectedSequence.noStream(), command);
        List<NewEvent> batch = longNames("failed");

        assertThatThrownBy(() -> store.append(batch, ExpectedSequence.noStream(), command))
                .isInstanceOf(LostRaceException.class);

        assertThat(store.objects()).isEmpty();
    }

    @Test
    void what_a_killed_writer_uploaded_of_its_command_the_sweep_deletes() {
        List<NewEvent> batch = longNames("killed");
        try (Store dying = store.other()) {
            dying.requests.before((request, n) -> {
                if (Requests.is(request, "TransactWrite")) {
                    throw new Faults.Killed();
                }
            });
            assertThat(catchThrowable(() -> dying.append(batch, ExpectedSequence.noStream(), command)))
                    .isInstanceOf(Faults.Killed.class);
        }
        assertThat(store.objects()).hasSize(1);

        store.assembly.sweeper().sweep();

        assertThat(store.objects()).isEmpty();
    }

    private static List<NewEvent> longNames(String name) {
        return IntStream.range(0, 1_500)
                .mapToObj(i -> Sample.event(StreamId.of("many", name + "-" + "\u00fc".repeat(100) + i)))
                .toList();
    }

    private Map<String, AttributeValue> itemOfCommand() {
        return store.scan().stream()
                .filter(item -> Values.text(item, Keys.PARTITION).startsWith("k:"))
                .findFirst()
                .orElseThrow();
    }
}
