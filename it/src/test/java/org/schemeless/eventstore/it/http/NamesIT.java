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

import jakarta.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

@HttpTest
class NamesIT {

    private final Store store = Servers.open();

    static Stream<String> names() {
        return Stream.of(
                "a::b",
                "a#b",
                "a?b=c&d",
                "100%",
                "a+b",
                "a b",
                "ünï",
                "😀",
                "a/b",
                "a;b",
                "a|b",
                "\"<>{}",
                "~-_.",
                "..",
                ".",
                "a\\b",
                "漢字".repeat(100),
                "😀".repeat(200));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_works_in_body_and_query_and_in_the_addresses_that_the_store_gives(String name) {
        String domain = Names.fresh("names");
        Reply posted = store.post("events", batch(domain, name)).is(201);
        assertThat(store.get(posted.location()).is(200).events())
                .extracting(event -> event.getString("identifier"))
                .containsExactly(name, name);
        Reply page = store.get("events?limit=1&domain=" + domain + "&identifier=" + Names.encoded(name))
                .is(200);
        assertThat(page.events()).hasSize(1);
        assertThat(store.get(page.next()).is(200).events()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_in_the_path_works_or_is_refused_and_is_never_another(String name) {
        String domain = Names.fresh("names");
        store.post("events", batch(domain, name)).is(201);
        Reply reply = store.getOfServer(Names.events(domain, name));
        if (reply.status() == 200) {
            assertThat(reply.events())
                    .extracting(event -> event.getString("identifier"))
                    .containsExactly(name, name);
        } else {
            assertThat(reply.status()).isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a::b", "a%23b", "%F0%9F%98%80", "a%2Fb", "a%3Bb", "a%25", "a%20b", "a+b", "a%3Fb"})
    void these_work_in_a_path_unless_the_server_refuses_them(String encoded) {
        Reply reply =
                store.post("streams/" + Names.fresh("d") + "/" + encoded + "/events", "{\"type\":\"t\",\"payload\":1}");
        if (Servers.refusesInPaths(encoded)) {
            assertThat(reply.problem(400, "malformed").getString("detail"))
                    .contains("GET /events?domain=", "POST /events");
        } else {
            reply.is(201);
        }
    }

    private static String batch(String domain, String identifier) {
        String quoted = Json.createValue(identifier).toString();
        String event = "{\"domain\":\"" + domain + "\",\"identifier\":" + quoted + ",\"type\":\"t\",\"payload\":1}";
        return "{\"events\":[" + event + "," + event + "]}";
    }
}
