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
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
class CloudEventsIT {

    private static final String ONE = "application/cloudevents+json";
    private static final String SEVERAL = "application/cloudevents-batch+json";

    private final Store store = Servers.open();
    private final String domain = Names.fresh("cloud/ünd");
    private final String id = Names.fresh("e");

    @Test
    void a_cloud_event_becomes_an_event() {
        store.postAs(ONE, "events", cloudEvent(id)).is(201);
        JsonObject event = store.get("events/" + id).is(200).object();
        assertThat(event.getString("domain")).isEqualTo(domain);
        assertThat(event.getString("identifier")).isEqualTo("42");
        assertThat(event.getString("created")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(event.getString("correlationId")).isEqualTo("c1");
        assertThat(event.getJsonObject("meta").getString("traceparent")).isEqualTo("00-ab");
    }

    @Test
    void an_event_goes_out_as_a_cloud_event() {
        store.postAs(ONE, "events", cloudEvent(id)).is(201);
        Reply reply = store.get("events/" + id, "Accept", ONE).is(200);
        assertThat(reply.header("Content-Type")).startsWith(ONE);
        assertThat(reply.body()).contains("\"data\":{\"amount\":1.10}");
        JsonObject event = reply.object();
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("source")).endsWith("/" + Names.encoded(domain));
        assertThat(event.getString("subject")).isEqualTo("42");
        assertThat(event.getString("sequence")).isEqualTo("1");
        assertThat(event.getString("traceparent")).isEqualTo("00-ab");
        assertThat(event.getString("correlationid")).isEqualTo("c1");
    }

    @Test
    void batches_go_in_and_pages_out() {
        store.postAs(
                        SEVERAL,
                        "events",
                        "[" + cloudEvent(id) + "," + cloudEvent(Names.fresh("e")) + "]",
                        "If-None-Match",
                        "*")
                .is(201);
        String page = "events?limit=1&domain=" + Names.encoded(domain) + "&identifier=42";
        Reply reply = store.get(page, "Accept", SEVERAL).is(200);
        assertThat(reply.header("Content-Type")).startsWith(SEVERAL);
        assertThat(reply.next()).isNotEmpty();
        List<JsonValue> events = reply.json().asJsonArray();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).asJsonObject().getString("id")).isEqualTo(id);
    }

    /** What one store gives as CloudEvents another takes; sent to the same one it is what that has already. */
    @Test
    void pages_go_into_a_store_again() {
        store.postAs(SEVERAL, "events", "[" + cloudEvent(id) + "," + cloudEvent(Names.fresh("e")) + "]")
                .is(201);
        store.end();
        String page = "events?domain=" + Names.encoded(domain) + "&identifier=42";
        String events = store.get(page, "Accept", SEVERAL).is(200).body();
        assertThat(events).contains("\"sequence\":\"2\"", "\"position\":");
        store.postAs(SEVERAL, "events", events).is(200);
        String moved = events.replace(id, id + "-moved").replace("\"id\":\"e-", "\"id\":\"f-");
        store.postAs(SEVERAL, "events", moved).is(201);
        store.postAs(ONE, "events", cloudEvent(Names.fresh("e")).replace("{\"spec", "{\"sequence\":\"00042\",\"spec"))
                .is(201);
    }

    @Test
    void on_a_stream_the_path_names_it() {
        String stream = Names.freshStream();
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"urn:any\",\"type\":\"t\"}";
        assertThat(store.postAs(ONE, stream, event, "If-None-Match", "*")
                        .is(201)
                        .header("ETag"))
                .isEqualTo("\"1\"");
        assertThat(store.get(stream).events().get(0).get("payload")).isEqualTo(JsonValue.NULL);
        store.postAs(ONE, stream, event.replace("\"type\"", "\"subject\":\"other\",\"type\""))
                .invalid("subject");
    }

    @Test
    void json_stays_the_first_choice() {
        String stream = Names.freshStream();
        assertThat(store.get(stream, "Accept", "*/*").header("Content-Type")).startsWith("application/json");
        assertThat(store.get(stream, "Accept", SEVERAL + ", application/json;q=0.5")
                        .header("Content-Type"))
                .startsWith(SEVERAL);
    }

    @Test
    void what_is_no_cloud_event_is_invalid() {
        store.postAs(ONE, "events", "{\"type\":\"t\"}").invalid("specversion");
        store.postAs(ONE, "events", "[]").problem(400, "malformed");
        JsonObject problem = store.postAs(SEVERAL, "events", "[" + cloudEvent(id) + ",{\"specversion\":\"1.0\"}]")
                .invalid("source");
        assertThat(problem.getInt("index")).isEqualTo(1);
    }

    private String cloudEvent(String eventId) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + eventId + "\",\"source\":\"/shop/" + Names.encoded(domain)
                + "\",\"subject\":\"42\",\"type\":\"paid\",\"time\":\"2026-01-02T03:04:05Z\",\"traceparent\":\"00-ab\","
                + "\"correlationid\":\"c1\",\"datacontenttype\":\"application/json\",\"data\":{\"amount\":1.10}}";
    }
}
