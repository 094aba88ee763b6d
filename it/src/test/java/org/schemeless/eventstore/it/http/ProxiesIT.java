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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schemeless.eventstore.it.tool.http.LiveClient;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.HttpProxy;

/** The store behind real proxies that have nothing set for it. */
@Tag("proxies")
@Timeout(120)
class ProxiesIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final Store direct = Servers.open();
    private final String stream = Names.freshStream();
    private HttpProxy proxy;

    @AfterEach
    void endProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void events_arrive_one_by_one_as_they_come_and_again_after_a_break(HttpProxy.Kind kind) {
        Store store = before(kind);
        long start = direct.end();
        try (LiveClient client = new LiveClient(store, start)) {
            client.awaitConnections(1);
            for (int i = 1; i <= 3; i++) {
                direct.post(stream, EVENT).is(201);
                client.awaitPosition(start + i);
            }
            assertThat(client.connections()).isOne();
            client.breakConnection();
            direct.post(stream, EVENT).is(201);
            client.awaitPosition(start + 4);
            client.awaitConnections(2);
            assertThat(client.events())
                    .extracting(event -> event.getInt("sequence"))
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void addresses_in_answers_lead_through_it(HttpProxy.Kind kind) {
        Store store = before(kind);
        Reply posted = store.post(stream, "[" + EVENT + "," + EVENT + "," + EVENT + "]")
                .is(201);
        assertThat(posted.location()).startsWith(proxy.uri().toString());
        assertThat(store.get(posted.location()).is(200).events()).hasSize(3);
        List<JsonObject> events = store.eventsByPages(stream + "?limit=1");
        assertThat(events).hasSize(3);
        Reply first = store.get(stream + "?limit=1");
        assertThat(first.next()).startsWith(proxy.uri().toString());
    }

    @ParameterizedTest
    @EnumSource
    void conditions_pass(HttpProxy.Kind kind) {
        Store store = before(kind);
        store.post(stream, EVENT, "If-None-Match", "*").is(201);
        store.post(stream, EVENT, "If-Match", "\"0\"").problem(412, "concurrency-error");
        store.get(stream, "If-None-Match", "\"1\"").is(304);
        assertThat(store.head(stream).is(200).header("ETag")).isEqualTo("\"1\"");
    }

    private Store before(HttpProxy.Kind kind) {
        proxy = HttpProxy.before(kind, direct.port());
        return new Store(proxy.uri());
    }
}
