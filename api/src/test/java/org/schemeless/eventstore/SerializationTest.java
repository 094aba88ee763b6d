/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses the wire of the remote view. */
class SerializationTest {

    private static final StreamId STREAM = StreamId.of("d", "i");
    private static final StoredEvent STORED =
            new StoredEvent("1", STREAM, 1, 7L, "t", JsonText.parse("{\"a\":1.10}"), null, "c", null, Instant.EPOCH);

    private static final StoredEvent TAGGED = new StoredEvent(
            "2",
            STREAM,
            2,
            null,
            "t",
            JsonText.parse("1"),
            null,
            null,
            null,
            Instant.EPOCH,
            List.of(Tag.of("course", "c1"), Tag.of("student", "s7")));

    private static final Boundary BOUNDARY = new Boundary(
            EventQuery.tagged("course", "c1").and("student", "s7").types("t").or(EventQuery.tagged("a", "b")),
            new Boundary.Mark("store", List.of(2L, 0L)),
            List.of(TAGGED));

    static List<Object> values() {
        return List.of(
                TAGGED,
                BOUNDARY,
                ExpectedSequence.nothingNew(BOUNDARY).and(ExpectedSequence.exactly(3)),
                STORED,
                NewEvent.in(STREAM, "t").payload(1).meta(Map.of("a", 1)).build(),
                NewEvent.in(STREAM, "t").payload(1).build().filled("c", "a", JsonText.parse("{\"a\":1}")),
                AppendResult.stored(List.of(STORED)),
                new Command("scope", "id", "content"),
                new CommandResult(AppendResult.stored(List.of(STORED)).events(), Map.of(STREAM, 1L), true),
                new Snapshot(STREAM, "fold", "shape", 1, "1", JsonText.parse("{\"a\":1.10}")),
                new EventPage(List.of(STORED), 9),
                new EventStream(STREAM, List.of(STORED)),
                new LookupPage(List.of(STORED), 3L),
                ExpectedSequence.perStream(Map.of(STREAM, ExpectedSequence.exactly(3))),
                ExpectedSequence.any(),
                ExpectedSequence.streamExists());
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_arrive_as_they_are(Object value) throws Exception {
        assertThat(copy(value)).isEqualTo(value);
    }

    @Test
    void errors_arrive_with_their_fields() throws Exception {
        assertThat(copy(new ConcurrencyError(STREAM, ExpectedSequence.exactly(3), 5)))
                .hasMessageContaining("found 5")
                .extracting(ConcurrencyError::getStream, ConcurrencyError::getExpected, ConcurrencyError::getFound)
                .containsExactly(STREAM, ExpectedSequence.exactly(3), 5L);
        assertThat(copy(new BoundaryMovedError(TAGGED)).getEvent()).isEqualTo(TAGGED);
        assertThat(copy(new DuplicateEventException("1", "x")).getId()).isEqualTo("1");
        assertThat(copy(new InvalidEventException("f", "is wrong", "right").at(4))
                        .getIndex())
                .hasValue(4);
        assertThat(copy(new EventNotFoundException("1")).getId()).isEqualTo("1");
    }

    @Test
    void an_unavailable_backend_arrives_without_classes_the_client_may_lack() throws Exception {
        class OnlyOnTheServer extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @SuppressWarnings("unused")
            private final transient Object notSerializable = new Object();
        }
        EventStoreUnavailableException error = copy(new EventStoreUnavailableException("down", new OnlyOnTheServer()));
        assertThat(error).hasMessage("down").hasNoCause();
    }

    @Test
    void what_arrives_is_checked_like_any_input() throws Exception {
        byte[] bytes = bytes(JsonText.stored("{\"a\":1"));
        assertThatThrownBy(() -> object(bytes)).isInstanceOf(InvalidEventException.class);
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T value) throws Exception {
        return (T) object(bytes(value));
    }

    private static byte[] bytes(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object object(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
