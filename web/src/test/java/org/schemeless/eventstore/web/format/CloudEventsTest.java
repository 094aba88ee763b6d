/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.web.Headers;

class CloudEventsTest {

    private static final String LEAST =
            "\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/s/account\",\"type\":\"t\"";
    private static final StreamId STREAM = StreamId.of("d", "i");

    @Test
    void attributes_are_the_members_of_an_event() {
        NewEvent event = read("{" + LEAST
                + ",\"subject\":\"42\",\"time\":\"2026-03-29T02:30:00.1234567+02:00\",\"data\":{\"n\":1.10},"
                + "\"correlationid\":\"c\",\"causationid\":\"k\",\"datacontenttype\":\"application/json\"}");
        assertThat(event)
                .isEqualTo(NewEvent.in("account", "42", "t")
                        .id("e1")
                        .payloadJson("{\"n\":1.10}")
                        .correlationId("c")
                        .causationId("k")
                        .created(Instant.parse("2026-03-29T00:30:00.123456Z"))
                        .build());
    }

    @Test
    void absent_data_is_null() {
        assertThat(read("{" + LEAST + "}").payload().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b/c%2Fd%20e, c/d e",
        "account, account",
        "https://host/x/%F0%9F%98%80, 😀",
        "urn:a:b, urn:a:b",
        "https://host/orders?x=/y, orders",
        "https://host/orders#a/b?c, orders",
        "/s/a%3Fb%23c?d, a?b#c"
    })
    void a_source_ends_in_the_domain(String source, String domain) {
        assertThat(read("{" + LEAST.replace("/s/account", source) + "}").stream())
                .isEqualTo(StreamId.of(domain));
    }

    @Test
    void other_attributes_are_meta_and_come_back() {
        String extensions = "\"traceparent\":\"00-ab\",\"n\":7,\"flag\":true,\"dataschema\":\"urn:x\"";
        NewEvent event = read("{" + LEAST + "," + extensions + ",\"gone\":null}");
        assertThat(event.meta()).hasToString("{" + extensions + "}");
        assertThat(written(event)).contains(extensions);
    }

    @Test
    void meta_that_no_attribute_can_carry_comes_back_whole() {
        JsonText meta = JsonText.parse("{\"userId\":\"u\",\"a\":\"x\",\"n\":1.50,\"big\":12345678901234567890,"
                + "\"id\":\"mine\",\"list\":[1,2],\"nothing\":null,\"meta\":{\"k\":\"\\\"\"},\"\":false}");
        NewEvent event =
                NewEvent.in(STREAM, "t").id("e1").payloadJson("1").meta(meta).build();
        NewEvent back = read(written(event));
        assertThat(back.meta()).isNotNull();
        assertThat(back.meta().isSameValueAs(meta)).isTrue();
    }

    /** From store to store: what is read from one can be sent to another. */
    @Test
    void an_event_that_was_read_can_be_sent() {
        NewEvent event = NewEvent.in("a b/c", "42", "t")
                .id("e1")
                .payloadJson("[1.10,1e5]")
                .meta(JsonText.parse("{\"sequence\":\"theirs\",\"position\":3,\"x\":1}"))
                .correlationId("c")
                .causationId("k")
                .created(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
        NewEvent back = read(written(event));
        assertThat(back.meta().isSameValueAs(event.meta())).isTrue();
        assertThat(written(back)).isEqualTo(written(event));
    }

    @Test
    void the_sequence_that_others_give_is_kept_in_meta() {
        NewEvent event = read("{" + LEAST + ",\"sequence\":\"00042\",\"position\":7}");
        assertThat(event.meta()).hasToString("{\"sequence\":\"00042\",\"position\":7}");
        assertThat(written(event))
                .contains("\"sequence\":\"7\"", "\"meta\":\"{\\\"sequence\\\":\\\"00042\\\",\\\"position\\\":7}\"");
    }

    @Test
    void an_event_goes_out_with_source_subject_and_sequence() {
        NewEvent event = NewEvent.in("a b/c", "42", "t")
                .id("e1")
                .payloadJson("[1.10,1e5]")
                .build();
        assertThat(written(event))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/eventstore/streams/a%20b%2Fc\","
                        + "\"subject\":\"42\",\"type\":\"t\",\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":\"7\","
                        + "\"position\":\"5000000000\",\"datacontenttype\":\"application/json\",\"data\":[1.10,1e5]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"e1\" | \"x\":1 | id",
                "\"specversion\":\"1.0\" | \"specversion\":\"0.3\" | specversion",
                "\"source\":\"/s/account\" | \"source\":\"\" | source",
                "\"source\":\"/s/account\" | \"source\":\"/s/%ff\" | source",
                "\"source\":\"/s/account\" | \"source\":\"/s/\" | source",
                "\"type\":\"t\" | \"type\":7 | type",
                "\"type\":\"t\" | \"type\":\"t\",\"sequence\":[] | sequence",
                "\"/s/account\" | \"/eventstore/streams/account\",\"position\":1 | position",
                "\"type\":\"t\" | \"type\":\"t\",\"data_base64\":\"AA==\" | data_base64",
                "\"type\":\"t\" | \"type\":\"t\",\"userId\":\"u\" | userId",
                "\"type\":\"t\" | \"type\":\"t\",\"n\":1.5 | n",
                "\"type\":\"t\" | \"type\":\"t\",\"n\":2147483648 | n",
                "\"type\":\"t\" | \"type\":\"t\",\"n\":{} | n",
                "\"type\":\"t\" | \"type\":\"t\",\"meta\":\"x\" | meta",
                "\"type\":\"t\" | \"type\":\"t\",\"type\":\"t\" | type",
                "\"type\":\"t\" | \"type\":\"t\",\"time\":\"2026-01-01\" | time"
            })
    void what_is_no_attribute_is_invalid_by_its_own_name(String right, String wrong, String field) {
        assertThatThrownBy(() -> read("{" + LEAST.replace(right, wrong) + "}"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    @Test
    void the_path_names_the_stream_if_it_can() {
        assertThat(body(MediaTypes.CLOUDEVENT, "{" + LEAST + "}").forStream(STREAM).events().get(0).stream())
                .isEqualTo(STREAM);
        assertThat(body(MediaTypes.CLOUDEVENT, "{" + LEAST + ",\"subject\":\"\"}")
                        .forStream(STREAM)
                        .events())
                .extracting(NewEvent::stream)
                .containsExactly(STREAM);
        assertThatThrownBy(() -> body(MediaTypes.CLOUDEVENT, "{" + LEAST + ",\"subject\":\"x\"}")
                        .forStream(STREAM))
                .isInstanceOf(InvalidEventException.class);
    }

    @Test
    void a_batch_is_an_array() {
        String event = "{" + LEAST + "}";
        assertThat(body(MediaTypes.CLOUDEVENTS, "[" + event + "," + event.replace("e1", "e2") + "]")
                        .forAnyStream()
                        .events())
                .extracting(NewEvent::id)
                .containsExactly("e1", "e2");
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaTypes.CLOUDEVENT, MediaTypes.CLOUDEVENTS})
    void the_media_type_says_whether_it_is_one(String type) {
        String wrong = type.equals(MediaTypes.CLOUDEVENT) ? "[]" : "{" + LEAST + "}";
        assertThatThrownBy(() -> body(type, wrong).forAnyStream()).isInstanceOf(WebApplicationException.class);
    }

    @Test
    void tags_go_from_one_event_store_to_another_as_text() {
        NewEvent event = NewEvent.in(STREAM, "t")
                .payload(1)
                .metaJson("{\"tags\":\"own\"}")
                .tag("course", "c\"1")
                .tag("student", "ü")
                .build();

        NewEvent back = read(written(event));

        assertThat(back.tags()).isEqualTo(event.tags());
        assertThat(back.meta()).isEqualTo(event.meta());
        assertThatThrownBy(() -> read(written(event).replace("[{", "{")))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo("tags"));
    }

    @Test
    void what_others_call_tags_is_a_member_of_meta() {
        NewEvent event = read("{" + LEAST + ",\"tags\":\"a,b\"}");

        assertThat(event.tags()).isEmpty();
        assertThat(event.meta()).isEqualTo(JsonText.parse("{\"tags\":\"a,b\"}"));
    }

    @Test
    void personal_members_go_as_text_whoever_sends_them() {
        NewEvent event = NewEvent.in("account", "42", "t")
                .id("e1")
                .payloadJson("{\"street\":\"Elm 1\"}")
                .personal(Subject.of("customer", "42"), "/street")
                .build();

        assertThat(read(written(event)).personal()).isEqualTo(event.personal());
        assertThat(read(written(event)).meta()).isNull();
        String text = "[{\"subject\":{\"type\":\"customer\",\"id\":\"42\"},\"key\":\"k\",\"members\":[\"/street\"]}]";
        assertThat(read("{" + LEAST + ",\"data\":{\"street\":\"Elm 1\"},\"personal\":" + JsonText.string(text) + "}")
                        .personal())
                .isEqualTo(event.personal());
    }

    /** In meta it would be passed by, and the event stored in the clear for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | personal",
                "[{\"members\":[\"/a\"]}] | personal.subject",
                "[{\"key\":\"k\",\"members\":[\"/a\"],\"erased\":true}] | personal.erased",
                "[{\"key\":\"k\",\"members\":[\"/a\"],\"sealed\":true}] | personal.sealed"
            })
    void what_others_call_personal_is_refused(String text, String field) {
        assertThatThrownBy(() -> read("{" + LEAST + ",\"data\":{\"a\":1},\"personal\":" + JsonText.string(text) + "}"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    private static String written(NewEvent event) {
        return CloudEventJson.of(new StoredEvent(
                        event.stamped("generated", Instant.EPOCH).id(),
                        event.stream(),
                        7,
                        5_000_000_000L,
                        event.type(),
                        event.payload(),
                        event.meta(),
                        event.correlationId(),
                        event.causationId(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        event.tags(),
                        event.personal()))
                .toString();
    }

    private static NewEvent read(String json) {
        return body(MediaTypes.CLOUDEVENT, json).forAnyStream().events().get(0);
    }

    private static RequestBody body(String type, String json) {
        return new RequestBody(
                new Headers().and("Content-Type", type),
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
