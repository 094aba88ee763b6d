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
import static org.schemeless.eventstore.tck.Sample.payloads;
import static org.schemeless.eventstore.tck.Sample.unplaced;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** Section 1: payload and meta come back as the JSON values they were. */
interface JsonContract extends StoreFixture {

    /** As payloads, and as a member of meta objects. */
    private void assertComesBack(String... values) {
        StreamId stream = newStream();
        List<String> payloads = List.of(values);
        List<String> metas =
                payloads.stream().map(value -> "{\"member\":" + value + "}").toList();
        store().storeEvents(Stream.of(values)
                .map(value -> event(stream)
                        .id(newName())
                        .payloadJson(value)
                        .metaJson("{\"member\":" + value + "}")
                        .build())
                .toList());

        List<StoredEvent> events = assertLength(this, stream, values.length);

        assertThat(payloads(events)).isEqualTo(payloads);
        assertThat(events.stream().map(event -> String.valueOf(event.meta())).toList())
                .isEqualTo(metas);
        events.forEach(
                event -> assertThat(unplaced(store().getEvent(event.id()))).isEqualTo(unplaced(event)));
    }

    /** Good events go in before and after it. */
    private void assertRefused(String field, NewEvent.Builder good, Stream<Runnable> bad) {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).build()));
        bad.forEach(attempt -> assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(attempt::run)
                .satisfies(error -> assertThat(error.getField()).isEqualTo(field)));
        store().storeEvents(List.of(event(stream).build()));
        assertLength(this, stream, 2);
    }

    private void assertPayloadsRefused(String... texts) {
        assertRefused(
                "payload",
                event(newStream()),
                Stream.of(texts)
                        .map(text -> () -> store().storeEvents(List.of(
                                event(newStream()).payloadJson(text).build()))));
    }

    private void assertMetasRefused(String... texts) {
        assertRefused(
                "meta",
                event(newStream()),
                Stream.of(texts)
                        .map(text -> () -> store().storeEvents(List.of(
                                event(newStream()).metaJson(text).build()))));
    }

    @Test
    default void any_json_value_is_a_payload() {
        assertComesBack("null", "true", "false", "0", "\"\"", "[]", "{}", "\"text\"", "[null]", "{\"a\":null}");
    }

    @Test
    default void numbers_keep_their_digits() {
        assertComesBack(
                "1.10",
                "0.1",
                "1.0",
                "-0",
                "-0.0",
                "9007199254740993",
                "12345678901234567890123456789012345678901234567890",
                "0.1234567890123456789012345678901234567890",
                "79228162514264337593543950336.000000000000001",
                "1E+2",
                "1e2",
                "1e400",
                "-1.5e-400");
    }

    @Test
    default void members_keep_their_order() {
        assertComesBack("{\"b\":1,\"a\":2,\"B\":3,\"10\":4,\"9\":5,\"\":6,\"ä\":7}", "[{\"z\":1},{\"y\":2,\"x\":3}]");
    }

    @Test
    default void names_of_members_may_be_anything() {
        assertComesBack(
                "{\"\":1}",
                "{\" \":1,\"  \":2}",
                "{\"a.b\":1,\"$ref\":2,\"@type\":3}",
                "{\"é\":1,\"e\u0301\":2,\"E\":3}");
    }

    @Test
    default void characters_come_back_as_they_were() {
        assertComesBack(
                "\"\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD800\uDC00 \uDBFF\uDFFF\"",
                "\"\u00C4 A\u0308 \u212B \u1E9E \u0130\"",
                "\"\\\\ \\\" / ' % _ ; -- ? :a {0} ${x}\"",
                "\"\\n\\r\\t\\b\\f\\u0000\\u0001\\u001f\"",
                "\"\u007F\u0085\u00A0\u2028\u2029\uFEFF\uFFFD\uFFFE\uFFFF\"",
                "\"  blanks  \"",
                "\"\\\\u0041\"");
    }

    @Test
    default void escapes_are_only_another_way_to_write_a_character() {
        StreamId stream = newStream();

        store().storeEvents(List.of(
                event(stream).payloadJson("\"\\u0041\\/\\uD83D\\uDE00\"").build()));

        assertThat(assertLength(this, stream, 1).get(0).payloadAs(String.class)).isEqualTo("A/\uD83D\uDE00");
    }

    @Test
    default void white_space_between_tokens_is_not_part_of_the_value() {
        StreamId stream = newStream();

        store().storeEvents(List.of(
                event(stream).payloadJson(" {\r\n\t\"a b\" : [ 1 , 2 ] } ").build()));

        assertThat(payloads(assertLength(this, stream, 1))).containsExactly("{\"a b\":[1,2]}");
    }

    @Test
    default void values_may_be_nested_to_500_levels() {
        assertComesBackAlone("[".repeat(500) + "]".repeat(500));
        assertComesBackAlone("{\"a\":".repeat(499) + "[]" + "}".repeat(499));

        assertPayloadsRefused("[".repeat(501) + "]".repeat(501), "{\"a\":".repeat(500) + "[]" + "}".repeat(500));
        assertMetasRefused("{\"a\":".repeat(501) + "1" + "}".repeat(501));
    }

    private void assertComesBackAlone(String payload) {
        StreamId stream = newStream();
        store().storeEvents(List.of(event(stream).payloadJson(payload).build()));
        assertThat(payloads(assertLength(this, stream, 1))).containsExactly(payload);
    }

    @Test
    default void meta_is_absent_or_an_object() {
        StreamId stream = newStream();
        store().storeEvents(List.of(
                event(stream).build(),
                event(stream).metaJson(null).build(),
                event(stream).metaJson("{}").build(),
                event(stream).metaJson("{\"\":null}").build()));

        assertThat(assertLength(this, stream, 4))
                .extracting(
                        event -> event.meta() == null ? "absent" : event.meta().toString())
                .containsExactly("absent", "absent", "{}", "{\"\":null}");
        assertMetasRefused("null", "[]", "1", "\"{}\"", "true");
    }

    @Test
    default void what_is_not_one_json_value_is_refused() {
        assertPayloadsRefused(
                "", " ", "{", "[1,]", "{\"a\":1,}", "1 2", "{}{}", "nul", "'a'", "01", ".5", "NaN", "\"\n\"");
    }

    @Test
    default void a_member_that_stands_twice_in_an_object_is_refused() {
        assertPayloadsRefused("{\"a\":1,\"a\":1}", "[{\"b\":{\"a\":1,\"c\":2,\"\\u0061\":3}}]", "{\"\":1,\"\":2}");
        assertMetasRefused("{\"a\":1,\"a\":2}");
    }

    @Test
    default void half_of_a_surrogate_pair_is_refused() {
        assertPayloadsRefused(
                "\"\\uD83D\"",
                "\"\\uDE00\"",
                "\"\\uDE00\\uD83D\"",
                "\"\uD83D\"",
                "[\"\\uD83Dx\"]",
                "{\"\\uD83D\":1}",
                "{\"a\":{\"b\":\"\\uDE00\"}}");
        assertMetasRefused("{\"a\":\"\\uD83D\"}", "{\"\\uDE00\":1}");
    }

    @Test
    default void a_record_goes_in_and_comes_out() {
        StreamId stream = newStream();

        store().storeEvents(
                        List.of(event(stream).payload(new Deposited(100, "ada")).build()));

        StoredEvent event = assertLength(this, stream, 1).get(0);
        assertThat(event.payload().value().asJsonObject().getInt("amount")).isEqualTo(100);
        assertThat(event.payloadAs(Deposited.class)).isEqualTo(new Deposited(100, "ada"));
    }

    /** A payload as an application has it. */
    record Deposited(int amount, String by) {}
}
