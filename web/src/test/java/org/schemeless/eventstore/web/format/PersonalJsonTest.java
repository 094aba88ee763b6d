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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.web.Headers;

class PersonalJsonTest {

    private static final Subject ADA = Subject.of("customer", "a\"da");
    private static final String ADA_JSON = "\"subject\":{\"type\":\"customer\",\"id\":\"a\\\"da\"}";
    private static final String PAYLOAD = "{\"street\":\"Elm 1\",\"phones\":[1,2],\"a/b\":3}";

    private static NewEvent appended(String personal) {
        String event = "{\"domain\":\"d\",\"type\":\"t\",\"payload\":" + PAYLOAD + ",\"personal\":" + personal + "}";
        return new RequestBody(
                        new Headers().and("Content-Type", "application/json"),
                        new ByteArrayInputStream(("{\"events\":[" + event + "]}").getBytes(StandardCharsets.UTF_8)))
                .forAnyStream()
                .events()
                .get(0);
    }

    private static StoredEvent imported(String personal) throws IOException {
        String line = "{\"id\":\"e1\",\"domain\":\"d\",\"type\":\"t\",\"sequence\":3,\"payload\":" + PAYLOAD
                + ",\"created\":\"2001-02-03T04:05:06Z\",\"personal\":" + personal + "}";
        return new LogLines(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), 1000)
                .next()
                .orElseThrow()
                .event();
    }

    private static void assertInvalid(ThrowingCallable reading, String field) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        e -> assertThat(e.getField()).isEqualTo(field));
    }

    @Test
    void a_new_event_says_whose_its_members_are() {
        assertThat(appended("[{" + ADA_JSON + ",\"members\":[\"/street\",\"/a~1b\"]},"
                                + "{\"members\":[\"/phones/0\"],\"subject\":{\"id\":\"7\",\"type\":\"customer\"}}]")
                        .personal())
                .containsExactly(
                        PersonalMembers.of(ADA, List.of("/street", "/a~1b")),
                        PersonalMembers.of(Subject.of("customer", "7"), List.of("/phones/0")));
        assertThat(appended("null").personal()).isEmpty();
        assertThat(appended("[]").personal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; personal",
                "{}; personal",
                "[1]; personal",
                "[{\"a\":1,\"a\":1}]; personal",
                "[{}]; personal.members",
                "[{\"members\":[\"/street\"]}]; personal.subject",
                "[{\"subject\":null,\"members\":[\"/street\"]}]; personal.subject",
                "[{\"subject\":\"42\",\"members\":[\"/street\"]}]; personal.subject",
                "[{\"subject\":{\"id\":\"42\"},\"members\":[\"/street\"]}]; personal.subject.type",
                "[{\"subject\":{\"type\":\"c\",\"id\":42},\"members\":[\"/street\"]}]; personal.subject.id",
                "[{\"subject\":{\"type\":\"c\",\"id\":\"\"},\"members\":[\"/street\"]}]; personal.subject.id",
                "[{\"subject\":{\"type\":\"c\",\"id\":\"42\",\"x\":1},\"members\":[\"/street\"]}]; personal.subject.x",
                "[{S,\"members\":[]}]; personal.members",
                "[{S,\"members\":\"/street\"}]; personal.members",
                "[{S,\"members\":[1]}]; personal.members",
                "[{S,\"members\":[\"street\"]}]; personal.members",
                "[{S,\"members\":[\"/town\"]}]; personal.members",
                "[{S,\"members\":[\"/phones\",\"/phones/0\"]}]; personal.members",
                "[{S,\"members\":[\"/street\"]},{S,\"members\":[\"/street\"]}]; personal.members",
                "[{S,\"members\":[\"/street\"],\"key\":\"k\"}]; personal.key",
                "[{S,\"members\":[\"/street\"],\"sealed\":true}]; personal.sealed",
                "[{\"key\":\"k\",\"members\":[\"/x\"],\"erased\":true}]; personal.key"
            })
    void what_is_wrong_with_a_new_event_is_named(String personal, String field) {
        assertInvalid(() -> appended(personal.replace("S,", ADA_JSON + ",")), field);
    }

    @Test
    void so_many_members_are_too_many() {
        String many = IntStream.rangeClosed(0, Limits.PERSONAL)
                .mapToObj(i -> "\"/" + i + "\"")
                .collect(Collectors.joining(","));
        assertInvalid(() -> appended("[{" + ADA_JSON + ",\"members\":[" + many + "]}]"), "personal.members");
    }

    @Test
    void what_is_read_says_what_has_become_of_them() {
        KeyId key = new KeyId("k1");
        assertThat(EventJson.of(PersonalEvent.of(new PersonalMembers(ADA, key, List.of("/street"), Form.CLEAR)))
                        .toString())
                .endsWith(",\"personal\":[{" + ADA_JSON + ",\"key\":\"k1\",\"members\":[\"/street\"]}]}");
        assertThat(EventJson.of(PersonalEvent.of()).toString()).doesNotContain("personal");
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, names = "CLEAR", mode = EnumSource.Mode.EXCLUDE)
    void what_is_not_in_the_clear_says_so(Form form) {
        KeyId key = new KeyId("k1");
        assertThat(EventJson.of(PersonalEvent.of(new PersonalMembers(null, key, List.of("/a~1b", "/street"), form)))
                        .toString())
                .endsWith(",\"personal\":[{\"key\":\"k1\",\"members\":[\"/a~1b\",\"/street\"],\""
                        + form.name().toLowerCase(java.util.Locale.ROOT) + "\":true}]}");
    }

    @Test
    void a_line_of_a_log_has_sealed_members_or_clear_ones_whose_key_is_of_no_use() throws IOException {
        assertThat(imported("[{\"key\":\"k1\",\"members\":[\"/street\"],\"sealed\":true},{" + ADA_JSON
                                + ",\"key\":\"k2\",\"members\":[\"/phones/1\"]}]")
                        .personal())
                .containsExactly(
                        new PersonalMembers(null, new KeyId("k1"), List.of("/street"), Form.SEALED),
                        PersonalMembers.of(ADA, List.of("/phones/1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[{\"key\":\"k\",\"members\":[\"/street\"],\"erased\":true}]; personal.erased",
                "[{\"key\":\"k\",\"members\":[\"/street\"],\"locked\":true}]; personal.locked",
                "[{\"key\":\"k\",\"members\":[\"/street\"]}]; personal.subject",
                "[{\"key\":\"k\",\"members\":[\"/street\"],\"sealed\":false}]; personal.sealed",
                "[{\"key\":\"k\",\"members\":[\"/town\"],\"sealed\":true}]; personal.members",
                "[{\"members\":[\"/street\"],\"sealed\":true}]; personal.key",
                "[{\"key\":\"\",\"members\":[\"/street\"],\"sealed\":true}]; personal.key",
                "[{S,\"key\":\"k\",\"members\":[\"/street\"],\"sealed\":true}]; personal.subject",
                "[{\"key\":\"k\",\"members\":[\"/street\"],\"withheld\":true}]; personal.withheld"
            })
    void a_line_that_has_not_its_members_is_refused(String personal, String field) {
        assertInvalid(() -> imported(personal.replace("S,", ADA_JSON + ",")), field);
    }
}
