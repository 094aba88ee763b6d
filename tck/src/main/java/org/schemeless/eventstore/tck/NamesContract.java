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
import static org.schemeless.eventstore.tck.Sample.assertLength;
import static org.schemeless.eventstore.tck.Sample.event;
import static org.schemeless.eventstore.tck.Sample.events;
import static org.schemeless.eventstore.tck.Sample.newName;
import static org.schemeless.eventstore.tck.Sample.newStream;
import static org.schemeless.eventstore.tck.Sample.unplaced;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Section 1: names are the same only if they are equal code point by code point. */
interface NamesContract extends StoreFixture {

    /** Names that this or that database, file system or language takes for the same. */
    List<String> ALIKE = List.of(
            "User-1",
            "user-1",
            "USER-1",
            "\u00DCser-1",
            "U\u0308ser-1",
            "Us\u00E9r-1",
            "User\u20101",
            "User-\u0661",
            "User-1\u200D",
            "U\u200Bser-1",
            "User 1",
            "User  1",
            "User\u00A01",
            "User_1",
            "User%1",
            "User\\1",
            "User\\\\1",
            "User'1",
            "User\"1",
            "\uD83D\uDE00",
            "\uD83D\uDE01",
            "\uD83D\uDC4D",
            "\uD83D\uDC4D\uD83C\uDFFD",
            "stra\u00DFe",
            "strasse",
            "I",
            "i",
            "\u0130",
            "\u0131",
            "\uFB01",
            "fi",
            "\u212B",
            "\u00C5",
            "A\u030A",
            "1",
            "01",
            "1.0",
            "null",
            "NULL",
            "undefined",
            "%41",
            "&amp;",
            "&");

    private void assertApart(List<StreamId> streams) {
        for (int i = 0; i < streams.size(); i++) {
            store().storeEvents(events(streams.get(i), i % 3 + 1), ExpectedSequence.noStream());
        }
        for (int i = 0; i < streams.size(); i++) {
            assertLength(this, streams.get(i), i % 3 + 1);
        }
    }

    @Test
    default void identifiers_that_look_alike_are_different_streams() {
        String domain = newName();
        List<StreamId> streams = new ArrayList<>(
                ALIKE.stream().map(name -> StreamId.of(domain, name)).toList());
        streams.add(StreamId.of(domain));
        assertApart(streams);
    }

    @Test
    default void domains_that_look_alike_are_different_streams() {
        String unique = newName();
        assertApart(ALIKE.stream().map(name -> StreamId.of(name + unique, "1")).toList());
    }

    @Test
    default void the_border_between_domain_and_identifier_stays_where_it_is() {
        String unique = newName();
        List<StreamId> streams = new ArrayList<>();
        for (String separator :
                List.of("::", ":", "/", "#", "|", ".", "-", "_", "\\", "~", ",", ";", "=", "\uFFFF", "")) {
            String b = "b" + separator + "c";
            streams.add(StreamId.of(unique + separator + b, "d"));
            streams.add(StreamId.of(unique + separator + "b", "c" + separator + "d"));
            streams.add(StreamId.of(unique, separator + b + separator + "d"));
        }
        assertApart(streams.stream().distinct().toList());
    }

    @Test
    default void streams_that_look_alike_do_not_share_expectations_within_a_batch() {
        String domain = newName();
        List<NewEvent> batch = ALIKE.stream()
                .map(name -> event(StreamId.of(domain, name)).build())
                .toList();

        store().storeEvents(batch, ExpectedSequence.noStream());
        store().storeEvents(batch, ExpectedSequence.exactly(1));

        batch.forEach(event -> assertLength(this, event.stream(), 2));
    }

    @Test
    default void an_absent_identifier_and_the_empty_one_are_the_same_stream() {
        String domain = newName();

        store().storeEvents(List.of(event(StreamId.of(domain)).build()));
        store().storeEvents(List.of(event(StreamId.of(domain, "")).build()), ExpectedSequence.exactly(1));
        store().storeEvents(List.of(event(StreamId.of(domain, null)).build()), ExpectedSequence.exactly(2));

        assertThat(unplaced(store().getAllEvents(domain, null)))
                .isEqualTo(unplaced(store().getAllEvents(domain, "")))
                .hasSize(3);
        assertThat(store().getStreamSequence(domain, null)).isEqualTo(3);
        assertThat(store().getStreamSequence(domain, "")).isEqualTo(3);
        assertLength(this, StreamId.of(domain), 3);
        assertEmpty(this, StreamId.of(domain, "null"));
    }

    @Test
    default void ids_that_look_alike_are_different_events() {
        StreamId stream = newStream();
        String unique = newName().substring(0, 20);
        List<NewEvent> batch = ALIKE.stream()
                .map(name -> event(stream).id(name + unique).payload(name).build())
                .toList();

        store().storeEvents(batch);

        assertLength(this, stream, batch.size());
        batch.forEach(
                event -> assertThat(store().getEvent(event.id()).payload()).isEqualTo(event.payload()));
    }

    @Test
    default void causal_ids_that_look_alike_are_not_mixed_up() {
        StreamId stream = newStream();
        String unique = newName().substring(0, 20);
        store().storeEvents(ALIKE.stream()
                .map(name -> event(stream)
                        .correlationId(name + unique)
                        .causationId(unique + name)
                        .build())
                .toList());

        for (String name : ALIKE) {
            assertThat(store().findByCorrelationId(name + unique))
                    .hasSize(1)
                    .allSatisfy(event -> assertThat(event.correlationId()).isEqualTo(name + unique));
            assertThat(store().findByCausationId(unique + name))
                    .hasSize(1)
                    .allSatisfy(event -> assertThat(event.causationId()).isEqualTo(unique + name));
            assertThat(store().findByCorrelationId(name + unique + " ")).isEmpty();
            assertThat(store().findByCausationId(unique + name + " ")).isEmpty();
        }
    }

    @Test
    default void control_characters_and_white_space_at_an_end_are_refused_in_every_name() {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).id(newName()).build()));

        for (String bad : List.of(
                " a",
                "a ",
                "\u00A0a",
                "a\u00A0",
                "a\u3000",
                "\u2003a",
                "a\u2028",
                "a\u1680",
                "a\u202F",
                " ",
                "\u3000",
                "a\u0000b",
                "a\tb",
                "\na",
                "a\r",
                "a\u007Fb",
                "a\u0085b",
                "a\u009Fb",
                "a\u001Fb")) {
            assertRefusedInEveryName(stream, bad);
        }

        assertLength(this, stream, 1);
    }

    @Test
    default void half_of_a_surrogate_pair_is_refused_in_every_name() {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).id(newName()).build()));

        for (String bad : List.of("\uD83D", "a\uDE00", "\uDE00\uD83D", "a\uD83Db", "a\uD83D")) {
            assertRefusedInEveryName(stream, bad);
        }

        assertLength(this, stream, 1);
    }

    private void assertRefusedInEveryName(StreamId stream, String bad) {
        assertRefused("domain", bad, (event, name) -> NewEvent.in(name, "1", "type"));
        assertRefused("identifier", bad, (event, name) -> NewEvent.in(stream.domain(), name, "type"));
        assertRefused("type", bad, (event, name) -> NewEvent.in(stream, name));
        assertRefused("id", bad, NewEvent.Builder::id);
        assertRefused("correlationId", bad, NewEvent.Builder::correlationId);
        assertRefused("causationId", bad, NewEvent.Builder::causationId);
    }

    private void assertRefused(
            String field, String name, BiFunction<NewEvent.Builder, String, NewEvent.Builder> withName) {
        assertThatExceptionOfType(InvalidEventException.class)
                .as("%s \"%s\"", field, name)
                .isThrownBy(() -> store().storeEvents(List.of(
                        withName.apply(event(newStream()), name).payload(1).build())))
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field));
    }

    @Test
    default void characters_that_are_neither_control_nor_white_space_are_allowed_anywhere() {
        String unique = newName();
        assertApart(Stream.of(
                        "\u200B",
                        "\uFEFF",
                        "\u00AD",
                        "\u2060",
                        "\uFFFD",
                        "\uFFFE",
                        "\uD83D\uDE00",
                        "'",
                        "\"",
                        "\\",
                        "%",
                        "?",
                        "`")
                .map(character -> StreamId.of(character + unique, character + unique + character))
                .toList());
    }
}
