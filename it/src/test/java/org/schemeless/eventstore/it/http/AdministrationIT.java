/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** What an administrator looks at and does. */
@HttpTest
@Tag("front")
class AdministrationIT {

    private static final String READER = "Bearer " + Servers.READER;
    private static final String ADMIN = "Bearer " + Servers.ADMIN;

    private final Store store = Servers.open();
    private final Store guarded = Servers.guarded();

    private static List<String> roles(JsonObject info) {
        return info.getJsonObject("caller").getJsonArray("roles").getValuesAs(JsonString::getString);
    }

    private static String setting(JsonObject info, String name) {
        return info.getJsonArray("settings").getValuesAs(JsonObject.class).stream()
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getString("value", "");
    }

    @Test
    void it_tells_what_it_is_and_who_asks() {
        JsonObject info = store.get("info").is(200).object();
        assertThat(info.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(info.getString("storage")).containsAnyOf("H2", "MySQL", "DynamoDB");
        assertThat(info.getString("server")).isNotBlank();
        assertThat(roles(info)).containsExactly("reader", "writer", "admin");
        assertThat(setting(info, "eventstore.http.tokens")).isEmpty();
    }

    @Test
    void of_secrets_it_tells_that_they_are_there_and_of_all_else_the_value() {
        guarded.get("info").problem(401, "unauthorized");
        JsonObject info = guarded.get("info", "Authorization", READER).is(200).object();
        assertThat(roles(info)).containsExactly("reader");
        assertThat(setting(info, "eventstore.http.tokens")).isEqualTo("***");
        assertThat(setting(info, "eventstore.http.max-body")).isEqualTo("" + Servers.SMALL_BODY);
        assertThat(setting(info, "eventstore.http.cors-origins")).isEqualTo(Servers.ORIGIN);
        assertThat(roles(guarded.get("info", "Authorization", ADMIN).is(200).object()))
                .containsExactly("admin");
    }

    @Test
    void subscriptions_are_listed_with_the_end_of_the_log() {
        JsonObject list = store.get("subscriptions").is(200).object();
        assertThat(list.getJsonArray("subscriptions")).isNotNull();
        assertThat(list.getInt("position")).isNotNegative();
        guarded.get("subscriptions", "Authorization", READER).is(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subscriptions/restart|{\"name\":\"nobody\"}",
                "projections/activate|{\"name\":\"nobody\",\"version\":1}",
                "projections/rebuild|{\"name\":\"nobody\"}",
                "projections/pause|{\"name\":\"nobody\"}",
                "projections/resume|{\"name\":\"nobody\"}",
                "projections/restart|{\"name\":\"nobody\"}",
                "projections/skip|{\"name\":\"nobody\",\"event\":\"e1\",\"reason\":\"why\"}"
            })
    void an_administrator_alone_acts_and_hears_of_names_that_are_not_there(String call, String body) {
        assertThat(store.post(call, body).problem(404, "unknown-name").getString("detail"))
                .contains("nobody");
        assertThat(guarded.post(call, body, "Authorization", READER)
                        .problem(403, "forbidden")
                        .getString("role"))
                .isEqualTo("admin");
        guarded.post(call, body, "Authorization", "Bearer " + Servers.WRITER).problem(403, "forbidden");
        guarded.post(call, body, "Authorization", ADMIN).problem(404, "unknown-name");
    }

    /** A page of another origin can send these without being asked: on this machine there are no credentials. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""})
    void what_any_page_could_send_is_refused(String type) {
        for (String call : List.of("subscriptions/restart", "projections/pause", "projections/skip")) {
            String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
            store.send("POST", call, BodyPublishers.ofString("{\"name\":\"nobody\"}"), headers)
                    .problem(415, "unsupported-media-type");
        }
        store.send("POST", "projections/pause", BodyPublishers.noBody()).isAmong(400, 415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "projections/pause|{}|name",
                "projections/pause|{\"name\":1}|name",
                "projections/pause|{\"name\":\"a\",\"version\":1}|version",
                "projections/activate|{\"name\":\"a\"}|version",
                "projections/activate|{\"name\":\"a\",\"version\":1.5}|version",
                "projections/activate|{\"name\":\"a\",\"version\":\"1\"}|version",
                "projections/skip|{\"name\":\"a\"}|event"
            })
    void a_request_that_says_too_little_or_too_much_is_refused(String call, String body, String field) {
        store.post(call, body).invalid(field);
    }
}
