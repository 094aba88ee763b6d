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
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 1: the limits, each kept up to it and refused beyond. A character is a code point. */
interface LimitsContract extends StoreFixture {

    int SIXTEEN_MIB = 16 * 1024 * 1024;

    /** A character of one, of two and of four bytes; the last is two of Java's. */
    List<String> CHARACTERS = List.of("x", "ü", "\uD83D\uDE00");

    /** A name of this many characters that no other test has. */
    private static String name(String character, int length) {
        String start = newName();
        return start + character.repeat(length - start.length());
    }

    private void assertLimit(
            String field, int max, Function<String, NewEvent> withName, Function<StoredEvent, String> name) {
        for (String character : CHARACTERS) {
            String longest = name(character, max);
            NewEvent event = withName.apply(longest);
            store().storeEvents(List.of(event));
            StoredEvent stored = assertLength(this, event.stream(), 1).get(0);
            assertThat(name.apply(stored)).isEqualTo(longest);

            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store().storeEvents(List.of(withName.apply(name(character, max + 1)))))
                    .satisfies(error -> {
                        assertThat(error.getField()).isEqualTo(field);
                        assertThat(error.getLimit()).contains(String.valueOf(max));
                    });
        }
    }

    @Test
    default void an_id_has_up_to_64_characters() {
        assertLimit("id", 64, id -> event(newStream()).id(id).build(), StoredEvent::id);
    }

    @Test
    default void a_domain_has_up_to_100_characters() {
        assertLimit(
                "domain",
                100,
                domain -> event(StreamId.of(domain, "1")).build(),
                event -> event.stream().domain());
    }

    @Test
    default void an_identifier_has_up_to_255_characters() {
        assertLimit(
                "identifier",
                255,
                identifier -> event(StreamId.of("d", identifier)).build(),
                event -> event.stream().identifier());
    }

    @Test
    default void a_type_has_up_to_200_characters() {
        assertLimit(
                "type",
                200,
                type -> NewEvent.in(newStream(), type).payload(null).build(),
                StoredEvent::type);
    }

    @Test
    default void a_correlation_id_has_up_to_64_characters() {
        assertLimit(
                "correlationId",
                64,
                id -> event(newStream()).correlationId(id).build(),
                event -> store().findByCorrelationId(event.correlationId())
                        .get(0)
                        .correlationId());
    }

    @Test
    default void a_causation_id_has_up_to_64_characters() {
        assertLimit(
                "causationId",
                64,
                id -> event(newStream()).causationId(id).build(),
                event -> store().findByCausationId(event.causationId()).get(0).causationId());
    }

    @Test
    default void names_of_the_greatest_length_are_told_apart_by_their_last_character() {
        String domain = name("\uD83D\uDE00", 99);
        String identifier = name("\uD83D\uDE00", 254);
        StreamId a = StreamId.of(domain + "a", identifier + "a");
        List<StreamId> streams =
                List.of(a, StreamId.of(domain + "a", identifier + "b"), StreamId.of(domain + "b", identifier + "a"));

        streams.forEach(stream -> store().storeEvents(List.of(event(stream).build())));
        store().storeEvents(List.of(event(a).build()));

        assertLength(this, streams.get(0), 2);
        assertLength(this, streams.get(1), 1);
        assertLength(this, streams.get(2), 1);
    }

    @Test
    default void domain_type_and_a_given_id_are_not_empty() {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).build()));

        assertInvalid("domain", () -> event(StreamId.of("", "1")).build());
        assertInvalid("domain", () -> event(StreamId.of(null, "1")).build());
        assertInvalid("type", () -> NewEvent.in(stream, "").payload(1).build());
        assertInvalid("type", () -> NewEvent.in(stream, null).payload(1).build());
        assertInvalid("id", () -> event(stream).id("").build());
        assertInvalid("payload", () -> NewEvent.in(stream, "type").build());

        assertLength(this, stream, 1);
    }

    private void assertInvalid(String field, Supplier<NewEvent> event) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> store().storeEvents(List.of(event.get())))
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field));
    }

    @Test
    default void a_payload_has_up_to_16_mib() {
        assertJsonLimit(
                "payload", text -> event(newStream()).payloadJson(text).build(), "\"", "\"", StoredEvent::payload);
    }

    @Test
    default void a_meta_object_has_up_to_16_mib() {
        assertJsonLimit(
                "meta", text -> event(newStream()).metaJson(text).build(), "{\"m\":\"", "\"}", StoredEvent::meta);
    }

    private void assertJsonLimit(
            String field,
            Function<String, NewEvent> withText,
            String before,
            String after,
            Function<StoredEvent, Object> json) {
        int rest = SIXTEEN_MIB - before.length() - after.length();
        for (String character : List.of("x", "\uD83D\uDE00", "\\\"")) {
            int bytes = character.equals("x") ? 1 : character.equals("\\\"") ? 2 : 4;
            String filling = character.repeat(rest / bytes) + "y".repeat(rest % bytes);
            NewEvent event = withText.apply(before + filling + after);
            store().storeEvents(List.of(event));
            StoredEvent stored = assertLength(this, event.stream(), 1).get(0);
            assertThat(json.apply(stored).toString().equals(before + filling + after))
                    .as("%s of 16 MiB comes back", field)
                    .isTrue();

            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store().storeEvents(List.of(withText.apply(before + filling + "y" + after))))
                    .satisfies(error -> {
                        assertThat(error.getField()).isEqualTo(field);
                        assertThat(error.getLimit()).contains(String.valueOf(SIXTEEN_MIB));
                    });
        }
    }
}
