/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.CommandResult;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.EventStream;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.Tag;

/** Both ends, with bytes between them. The way itself is tried on real servers. */
class EventStoreClientTest {

    private static final StreamId STREAM = StreamId.of("d", "i");
    private static final int LENGTH = 1237;
    private static final List<String> NAMES =
            IntStream.range(0, LENGTH).mapToObj(i -> "name " + i).toList();

    @Test
    void arguments_and_values_arrive_as_they_are() {
        NewEvent event = NewEvent.in(STREAM, "t").payload(1).id("1").build();
        AppendResult stored = new AppendResult(List.of(new AppendedEvent("1", STREAM, 4, Instant.EPOCH)), false);

        EventStore client = clientOf((method, arguments) -> {
            assertThat(method).isEqualTo("storeEvents");
            assertThat(arguments).containsExactly(List.of(event), ExpectedSequence.exactly(3));
            return stored;
        });

        assertThat(client.storeEvents(List.of(event), ExpectedSequence.exactly(3)))
                .isEqualTo(stored);
    }

    @Test
    void an_absent_identifier_arrives_absent() {
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments).containsExactly("d", null);
            return 7L;
        });

        assertThat(client.getStreamSequence("d", null)).isEqualTo(7);
    }

    @Test
    void an_event_that_is_looked_for_arrives_or_is_absent() {
        StoredEvent event =
                new StoredEvent("1", STREAM, 4, 7L, "t", JsonText.parse("1"), null, null, null, Instant.EPOCH);

        EventStore client = clientOf((method, arguments) -> {
            assertThat(method).isEqualTo("findEvent");
            return Optional.of(event).filter(known -> known.id().equals(arguments[0]));
        });

        assertThat(client.findEvent("1")).contains(event);
        assertThat(client.findEvent("2")).isEmpty();
    }

    @Test
    void a_command_and_its_answer_arrive_as_they_are() {
        NewEvent event = NewEvent.in(STREAM, "t").payload(1).id("1").build();
        Command command = new Command("scope", "id", null);
        Map<StreamId, Long> sequences = new LinkedHashMap<>();
        IntStream.range(0, 100).forEach(i -> sequences.put(StreamId.of("domain " + i), 100L - i));
        CommandResult result =
                new CommandResult(List.of(new AppendedEvent("1", STREAM, 4, Instant.EPOCH)), sequences, true);

        EventStore client = clientOf((method, arguments) -> {
            if (method.equals("storeEvents")) {
                assertThat(arguments).containsExactly(List.of(event), ExpectedSequence.any(), command);
                return result;
            }
            assertThat(method).isEqualTo("findCommand");
            return Optional.of(result).filter(known -> arguments[0].equals(command));
        });

        CommandResult arrived = client.storeEvents(List.of(event), ExpectedSequence.any(), command);
        assertThat(arrived).isEqualTo(result);
        assertThat(arrived.sequences().keySet()).containsExactlyElementsOf(sequences.keySet());
        assertThat(client.findCommand(command)).contains(result);
        assertThat(client.findCommand(new Command("scope", "other", null))).isEmpty();
    }

    /** The table of a map has up to 2.7 places for each entry, and all of the shortest entries are their streams. */
    @ParameterizedTest
    @ValueSource(ints = {769, 1_000, 1_300, 1_537, 3_073, 6_145, 10_000, 12_289})
    void the_streams_of_a_command_without_events_arrive(int streams) {
        Map<StreamId, Long> sequences = new LinkedHashMap<>();
        IntStream.range(0, streams)
                .forEach(i -> sequences.put(StreamId.of("d", Integer.toString(i, Character.MAX_RADIX)), 1L));
        CommandResult result = new CommandResult(List.of(), sequences, false);

        EventStore client = clientOf((method, arguments) -> Optional.of(result));

        assertThat(client.findCommand(new Command("scope", "id", null))).contains(result);
    }

    @Test
    void the_error_of_a_command_is_thrown_here_with_its_text() {
        Command command = new Command("scope", "id", "content");
        EventStore client = clientOf((method, arguments) -> {
            throw DuplicateEventException.of(command);
        });

        assertThatExceptionOfType(DuplicateEventException.class)
                .isThrownBy(() -> client.findCommand(command))
                .withMessageStartingWith("command \"id\" of scope \"scope\" was carried out with other content")
                .satisfies(error -> assertThat(error.getId()).isEqualTo("id"));
    }

    @Test
    void a_call_without_arguments_arrives() {
        EventStore client = clientOf((method, arguments) -> {
            assertThat(method).isEqualTo("getLastPosition");
            return 7L;
        });

        assertThat(client.getLastPosition()).isEqualTo(7);
    }

    @Test
    void a_conflict_is_thrown_here_with_its_fields() {
        EventStore client = clientOf((method, arguments) -> {
            throw new ConcurrencyError(STREAM, ExpectedSequence.exactly(3), 5);
        });

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> client.storeEvents(List.of()))
                .satisfies(error -> {
                    assertThat(error.getStream()).isEqualTo(STREAM);
                    assertThat(error.getExpected()).isEqualTo(ExpectedSequence.exactly(3));
                    assertThat(error.getFound()).isEqualTo(5);
                });
    }

    @Test
    void a_boundary_arrives_and_what_rests_on_it_and_its_conflict() {
        StoredEvent event = new StoredEvent(
                "1",
                STREAM,
                4,
                7L,
                "t",
                JsonText.parse("1"),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(Tag.of("course", "c1")));
        EventQuery query =
                EventQuery.tagged("course", "c1").and("student", "s7").types("t");
        Boundary seen = new Boundary(query, new Boundary.Mark("store", List.of(7L)), List.of(event));
        ExpectedSequence expected = ExpectedSequence.nothingNew(seen)
                .and(ExpectedSequence.perStream(Map.of(STREAM, ExpectedSequence.exactly(3))));

        EventStore client = clientOf((method, arguments) -> {
            if (method.equals("readBoundary")) {
                assertThat(arguments).containsExactly(query);
                return seen;
            }
            assertThat(arguments[1]).isEqualTo(expected);
            throw new BoundaryMovedError(event);
        });

        assertThat(client.readBoundary(query)).isEqualTo(seen);
        assertThatExceptionOfType(BoundaryMovedError.class)
                .isThrownBy(() -> client.storeEvents(List.of(), expected))
                .satisfies(error -> assertThat(error.getEvent()).isEqualTo(event));
    }

    @Test
    void the_largest_batch_with_all_its_tags_arrives() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < Limits.BATCH; i++) {
            NewEvent.Builder event = NewEvent.in("d" + i, "i" + i, "t" + i)
                    .id("id" + i)
                    .payload(i)
                    .metaJson("{}")
                    .correlationId("c" + i)
                    .causationId("k" + i)
                    .created(Instant.ofEpochSecond(i));
            for (int j = 0; j < Limits.TAGS; j++) {
                event.tag("name" + j, "value" + i % 50);
            }
            events.add(event.build().filled(null, null, JsonText.parse("{\"n\":" + i + "}")));
        }
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments[0]).isEqualTo(events);
            return new AppendResult(List.of(), true);
        });

        assertThat(client.storeEvents(events).replayed()).isTrue();
    }

    @Test
    void the_largest_batch_with_personal_members_of_several_subjects_arrives() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < Limits.BATCH; i++) {
            NewEvent.Builder event =
                    NewEvent.in("d", "i", "t").id("id" + i).payloadJson("[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]");
            for (int j = 0; j < 16; j++) {
                event.personal(Subject.of("customer " + j, "id " + i), "/" + j);
            }
            events.add(event.build());
        }
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments[0].equals(events)).isTrue();
            return new AppendResult(List.of(), true);
        });

        assertThat(client.storeEvents(events).replayed()).isTrue();
    }

    @Test
    void an_event_with_all_its_personal_members_arrives_and_what_has_become_of_them() {
        NewEvent.Builder builder = NewEvent.in(STREAM, "t").id("1").payload(new int[Limits.PERSONAL]);
        for (int i = 0; i < Limits.PERSONAL; i++) {
            builder.personal(Subject.of("customer", "id " + i), "/" + i);
        }
        NewEvent event = builder.build();
        List<PersonalMembers> read = event.personal().stream()
                .map(members -> new PersonalMembers(
                        null,
                        new KeyId("key of " + members.pointers().get(0)),
                        members.pointers(),
                        PersonalMembers.Form.ERASED))
                .toList();
        StoredEvent stored = new StoredEvent(
                "1", STREAM, 4, 7L, "t", event.payload(), null, null, null, Instant.EPOCH, List.of(), read);

        EventStore client = clientOf((method, arguments) -> {
            if (method.equals("getEvent")) {
                return stored;
            }
            assertThat(arguments).containsExactly(List.of(event), ExpectedSequence.any());
            return new AppendResult(List.of(), true);
        });

        assertThat(client.storeEvents(List.of(event), ExpectedSequence.any()).replayed())
                .isTrue();
        assertThat(client.getEvent("1")).isEqualTo(stored);
    }

    @Test
    void a_fault_of_the_server_does_not_travel() {
        RemoteEventStore remote = remoteOf((method, arguments) -> {
            throw new IllegalStateException("broken");
        });

        assertThatIllegalStateException().isThrownBy(() -> remote.call(Wire.write(call("d", "i"))));
    }

    @Test
    void nothing_arrives_but_what_is_expected() {
        assertRefused(Wire.write(new File("f")));
        assertRefused(Wire.write("no call"));
        assertRefused(new byte[] {1, 2, 3});
        assertRefused(new byte[0]);
        assertRefused(Wire.write(call("d", new HashSet<>(Set.of("i")))));
        assertRefused(Wire.write(call("d", new java.util.PriorityQueue<>(List.of("i")))));
    }

    @Test
    void the_largest_batch_arrives_with_an_expectation_for_each_stream() {
        List<NewEvent> events = IntStream.range(0, Limits.BATCH)
                .mapToObj(i -> NewEvent.in(StreamId.of("domain " + i, "identifier " + i), "type " + i)
                        .id("id " + i)
                        .payload(i)
                        .meta(Map.of("number", i))
                        .correlationId("correlation " + i)
                        .causationId("causation " + i)
                        .created(Instant.ofEpochSecond(i))
                        .build())
                .toList();
        ExpectedSequence expected = ExpectedSequence.perStream(
                events.stream().collect(Collectors.toMap(NewEvent::stream, event -> ExpectedSequence.exactly(7))));
        AppendResult stored = new AppendResult(List.of(), false);

        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments).containsExactly(events, expected);
            return stored;
        });

        assertThat(client.storeEvents(events, expected)).isEqualTo(stored);
        assertThat(client.storeEvents(new LinkedList<>(events), expected)).isEqualTo(stored);
    }

    /** 72 MiB of a call: four bytes of UTF-8 are six in a stream of objects. */
    @Test
    void the_largest_event_arrives() {
        String json = "\"" + "\ud83d\ude00".repeat((Limits.JSON_BYTES - 2) / 4) + "\"";
        String meta = "{\"m\":\"" + "\ud83d\ude00".repeat((Limits.JSON_BYTES - 16) / 4) + "\"";
        NewEvent event = NewEvent.in(STREAM, "t")
                .payloadJson(json)
                .metaJson(meta + "}")
                .build()
                .filled("c", "k", JsonText.parse(meta + ",\"n\":1}"));
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments[0].equals(List.of(event))).isTrue();
            return new AppendResult(List.of(), true);
        });

        assertThat(client.storeEvents(List.of(event)).replayed()).isTrue();
    }

    @Test
    void a_long_stream_arrives() {
        StoredEvent event =
                new StoredEvent("1", STREAM, 1, null, "t", JsonText.parse("1"), null, null, null, Instant.EPOCH);
        List<StoredEvent> events = LongStream.rangeClosed(1, 100_000)
                .mapToObj(
                        i -> new StoredEvent("1", STREAM, i, i, "t", event.payload(), null, null, null, Instant.EPOCH))
                .toList();

        EventStore client = clientOf((method, arguments) -> events);

        assertThat(client.getAllEvents("d", "i")).isEqualTo(events);
    }

    @Test
    void a_whole_stream_arrives_by_one_call() {
        StoredEvent event =
                new StoredEvent("1", STREAM, 1, 7L, "t", JsonText.parse("1"), null, null, null, Instant.EPOCH);
        EventStream stream = new EventStream(STREAM, List.of(event));

        EventStore client = clientOf((method, arguments) -> {
            assertThat(method).isEqualTo("read");
            assertThat(arguments).containsExactly(STREAM);
            return stream;
        });

        assertThat(client.read(STREAM)).isEqualTo(stream);
    }

    @Test
    void the_sequence_of_a_stream_by_its_name_arrives() {
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments).containsExactly(STREAM);
            return 7L;
        });

        assertThat(client.getStreamSequence(STREAM)).isEqualTo(7);
    }

    @Test
    void a_page_of_the_log_arrives_with_what_was_asked_for() {
        LogFilter filter = new LogFilter(Set.of("d", "e"), Set.of("t"));
        LogPage page = new LogPage(List.of(), 7, true);

        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments).containsExactly(3L, 10, filter);
            return page;
        });

        assertThat(client.readLog(3, 10, filter)).isEqualTo(page);
    }

    @Test
    void what_is_nested_deeper_than_any_call_is_refused() {
        assertRefused(Wire.write(call("d", nested(12, List::of))));
        assertRefused(Wire.write(call("d", nested(12, Set::of))));
        assertRefused(Wire.write(call("d", nested(12, inner -> Map.of(inner, 1)))));
        assertRefused(Wire.write(call("d", nested(12, inner -> new Object[] {inner}))));
        assertRefused(Wire.write(call("d", nested(200, List::of))));
    }

    @Test
    void an_array_that_is_longer_than_any_call_needs_is_refused() {
        assertRefused(Wire.write(call("d", new Object[2 * Limits.BATCH + 1])));
        assertRefused(Wire.write(call("d", Collections.nCopies(2 * Limits.BATCH + 1, "i"))));
    }

    /** The collection says that it has more elements than there are bytes; none may be made room for. */
    @Test
    void a_length_that_is_only_claimed_is_refused() {
        assertRefused(claiming(2_000_000_000, Wire.write(call("d", NAMES))));
        assertRefused(claiming(2_000_000_000, Wire.write(call("d", Set.copyOf(NAMES)))));
        assertRefused(claiming(2 * Limits.BATCH + 1, Wire.write(call("d", NAMES))));
    }

    @Test
    void more_objects_than_any_call_needs_are_refused() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 1311; i++) {
            many.add(new ArrayList<>(Collections.nCopies(Limits.BATCH, null)));
        }
        assertRefused(Wire.write(call("d", many)));
    }

    @Test
    void more_bytes_than_any_call_needs_are_refused() {
        assertRefused(Arrays.copyOf(Wire.write(call("d", "i")), 96 * 1024 * 1024 + 1));
    }

    @Test
    void an_answer_is_read_within_limits_too() {
        assertNoAnswer(new byte[] {1, 2, 3});
        assertNoAnswer(Wire.write(new File("f")));
        assertNoAnswer(Wire.write(new Answer(new File("f"), null, null)));
        assertNoAnswer(Wire.write(Answer.value(nested(20, List::of))));
        assertNoAnswer(Wire.write(Answer.value(nested(20, Set::of))));
        assertNoAnswer(claiming(2_000_000_000, Wire.write(Answer.value(NAMES))));
        assertNoAnswer(claiming(100_000, Wire.write(Answer.value(NAMES))));
    }

    @Test
    void who_has_no_role_is_refused_before_anything_is_read() {
        EventStore client = clientWith();

        assertThatExceptionOfType(EJBAccessException.class)
                .isThrownBy(() -> client.readAll(0, 1))
                .withMessageContaining("reader, writer, admin");
        assertThat(Wire.readAnswer(RemoteCall.answer(new byte[] {1}, client, role -> false))
                        .refused())
                .isNotNull();
    }

    @Test
    void a_reader_reads_a_writer_writes_an_administrator_does_both() {
        assertThat(clientWith("reader").getStreamSequence("d", "i")).isEqualTo(7);
        assertThat(clientWith("admin").getStreamSequence("d", "i")).isEqualTo(7);
        assertThatExceptionOfType(EJBAccessException.class)
                .isThrownBy(() -> clientWith("writer").getStreamSequence("d", "i"))
                .withMessage("getStreamSequence needs the role reader");
        assertThatExceptionOfType(EJBAccessException.class)
                .isThrownBy(() -> clientWith("reader").storeEvents(List.of()))
                .withMessage("storeEvents needs the role writer");
    }

    /** A new method would serve administrators only. */
    @Test
    void the_role_of_each_method_is_known() {
        assertThat(EventStore.class.getMethods())
                .extracting(Method::getName)
                .allMatch(method -> !RemoteRoles.neededBy(method).equals("admin"));
        assertThat(RemoteRoles.neededBy("storeEvents")).isEqualTo("writer");
        assertThat(RemoteRoles.neededBy("findCommand")).isEqualTo("reader");
        assertThat(RemoteRoles.neededBy("nothing")).isEqualTo("admin");
    }

    private static EventStore clientWith(String... roles) {
        EventStore store = (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> 7L);
        return EventStoreClient.of(call -> RemoteCall.answer(call, store, Set.of(roles)::contains));
    }

    private static Object nested(int depth, UnaryOperator<Object> outer) {
        Object object = "i";
        for (int i = 0; i < depth; i++) {
            object = outer.apply(object);
        }
        return object;
    }

    /** The same bytes, in which everything that says {@value LENGTH} says something else. */
    private static byte[] claiming(int length, byte[] bytes) {
        int found = 0;
        for (int at = 0; at <= bytes.length - 4; at++) {
            if (ByteBuffer.wrap(bytes).getInt(at) == LENGTH) {
                ByteBuffer.wrap(bytes).putInt(at, length);
                found++;
            }
        }
        assertThat(found).isPositive();
        return bytes;
    }

    private static void assertRefused(byte[] call) {
        RemoteEventStore remote = remoteOf((method, arguments) -> {
            throw new AssertionError("arrived");
        });
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> Wire.readAnswer(remote.call(call)).get())
                .satisfies(error -> assertThat(error.getField()).isEqualTo("call"));
    }

    private static void assertNoAnswer(byte[] answer) {
        assertThatExceptionOfType(EJBException.class)
                .isThrownBy(() -> EventStoreClient.of(call -> answer).readAll(0, 1));
    }

    private static RemoteCall call(Object... arguments) {
        try {
            return RemoteCall.of(
                    EventStore.class.getMethod("getStreamSequence", String.class, String.class), arguments);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static EventStore clientOf(Behaviour behaviour) {
        return EventStoreClient.of(remoteOf(behaviour));
    }

    private static RemoteEventStore remoteOf(Behaviour behaviour) {
        EventStore store = (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (proxy, method, arguments) -> behaviour.of(method.getName(), arguments));
        return call -> RemoteCall.answer(call, store, role -> true);
    }

    private interface Behaviour {
        Object of(String method, Object[] arguments);
    }
}
