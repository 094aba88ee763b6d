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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** The lists of domains and streams; what they find the contract suite tests. */
@HttpTest
class ListsIT {

    private static final String EVENT = "{\"type\":\"t\",\"payload\":1}";

    private final Store store = Servers.open();
    private final String domain = Names.fresh("lists&/ü");

    private void append(String identifier) {
        String member = identifier.isEmpty() ? "" : "\"identifier\":\"" + identifier + "\",";
        store.post("events", "{\"events\":[{\"domain\":\"" + domain + "\"," + member + EVENT.substring(1) + "]}")
                .is(201);
    }

    private List<JsonObject> byPages(String first, String member) {
        List<JsonObject> all = new ArrayList<>();
        for (String page = first; !page.isEmpty(); ) {
            Reply reply = store.get(page).is(200);
            all.addAll(reply.object().getJsonArray(member).getValuesAs(JsonObject.class));
            page = reply.next();
        }
        return all;
    }

    @Test
    void streams_are_listed_by_pages_with_their_sequences() {
        for (String identifier : List.of("a&b", "a/c", "", "b", "a&b")) {
            append(identifier);
        }
        String streams = "streams?limit=1&domain=" + Names.encoded(domain);

        assertThat(byPages(streams, "streams"))
                .extracting(one ->
                        one.getString("domain") + "|" + one.getString("identifier", "") + "|" + one.getInt("sequence"))
                .containsExactly(domain + "||1", domain + "|a&b|2", domain + "|a/c|1", domain + "|b|1");
        assertThat(byPages(streams + "&prefix=a%26", "streams"))
                .extracting(one -> one.getString("identifier"))
                .containsExactly("a&b");
        assertThat(byPages(streams + "&prefix=a", "streams")).hasSize(2);
    }

    @Test
    void domains_are_listed_by_pages() {
        append("a");

        assertThat(byPages("domains?limit=3", "domains"))
                .extracting(one -> one.getString("domain"))
                .doesNotHaveDuplicates()
                .contains(domain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domains?limit=0",
                "domains?limit=1001",
                "domains?limit=x",
                "domains?x=1",
                "streams",
                "streams?limit=1",
                "streams?domain=",
                "streams?domain=a&limit=0",
                "streams?domain=a&domain=b"
            })
    void a_list_outside_the_limits_is_refused(String list) {
        store.get(list).problem(422, "invalid-event");
    }

    @Test
    void nothing_else_is_there() {
        store.get("streams/" + Names.fresh("x")).problem(404, "not-found");
        store.post("streams", EVENT).problem(405, "method-not-allowed");
    }

    @Test
    void the_log_is_searched_by_time() {
        String since = "2001-01-01T00:00:00Z";
        String times = "&since=" + since + "&before=2001-01-01T00%3A00%3A02%2B00%3A00";
        for (String created : List.of("2000-12-31T23:59:59.999999Z", since, "2001-01-01T00:00:02Z")) {
            store.post(
                            "events",
                            "{\"events\":[{\"domain\":\"" + domain + "\",\"created\":\"" + created + "\","
                                    + EVENT.substring(1) + "]}")
                    .is(201);
        }

        List<JsonObject> found = store.eventsByPages("log?domain=" + Names.encoded(domain) + times);
        assertThat(found).extracting(event -> event.getString("created")).containsExactly(since);
        assertThat(store.get("log?limit=1&domain=" + Names.encoded(domain) + times)
                        .is(200)
                        .header("Eventstore-Position"))
                .isNotEmpty();
        store.get("log?since=yesterday").invalid("since");
        store.get("log?before=2001-01-01").invalid("before");
    }
}
