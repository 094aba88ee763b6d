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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** Nothing of a request gets lost on a server whose JVM speaks Turkish, as that of the guarded store does. */
@HttpTest
@Timeout(180)
@Tag("front")
class LanguageIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final Store store = Servers.guarded();
    private final String stream = Names.freshStream();

    @Test
    void a_condition_on_an_append_counts() {
        post("IF-NONE-MATCH", "*").is(201);
        post("If-None-Match", "*").problem(412, "concurrency-error");
        post("if-match", "\"2\"").problem(412, "concurrency-error");
        post("If-Match", "\"1\"").is(201);
    }

    @Test
    void a_condition_on_a_read_counts() {
        post("If-None-Match", "*").is(201);
        get(stream, "If-None-Match", "\"1\"").is(304);
        get(stream, "If-Match", "\"2\"").problem(412, "concurrency-error");
    }

    @Test
    void a_follower_goes_on_after_the_last_event_it_has() {
        post("If-None-Match", "*").is(201);
        post("If-Match", "*").is(201);
        get("log?after=" + Integer.MAX_VALUE); // has all events numbered
        int last = get(stream).events().get(1).getInt("position");
        Reply live = store.firstLines(
                "log",
                3,
                "Authorization",
                "Bearer " + Servers.ADMIN,
                "ACCEPT",
                "TEXT/EVENT-STREAM",
                "Last-Event-ID",
                Integer.toString(last - 1));
        assertThat(live.is(200).body()).endsWith("id: " + last);
    }

    /** Their names have an I where that of the environment variable has the dotless one of HTTP. */
    @Test
    void a_setting_counts() {
        store.post(stream, EVENT, "Authorization", "Bearer " + Servers.ADMIN).problem(428, "precondition-required");
        assertThat(get(stream, "Origin", Servers.ORIGIN).is(200).header("Access-Control-Allow-Origin"))
                .isEqualTo(Servers.ORIGIN);
    }

    private Reply post(String condition, String value) {
        return store.postAs(
                "APPLICATION/JSON", stream, EVENT, "AUTHORIZATION", "BEARER " + Servers.ADMIN, condition, value);
    }

    private Reply get(String path) {
        return store.get(path, "Authorization", "Bearer " + Servers.ADMIN);
    }

    private Reply get(String path, String header, String value) {
        return store.get(path, "Authorization", "Bearer " + Servers.ADMIN, header, value);
    }
}
