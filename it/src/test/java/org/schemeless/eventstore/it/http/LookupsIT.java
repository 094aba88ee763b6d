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

@HttpTest
class LookupsIT {

    private final Store store = Servers.open();

    @Test
    void an_event_is_found_by_its_id() {
        String id = Names.fresh("e");
        store.post(Names.freshStream(), "{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":{\"a\":1}}")
                .is(201);
        JsonObject event = store.get("events/" + id).is(200).object();
        assertThat(event.getString("id")).isEqualTo(id);
        assertThat(event.getJsonObject("payload").getInt("a")).isEqualTo(1);
        store.head("events/" + id).is(200);
    }

    @Test
    void an_unknown_id_is_a_404_that_names_it() {
        JsonObject problem = store.get("events/nobody").problem(404, "event-not-found");
        assertThat(problem.getString("id")).isEqualTo("nobody");
        assertThat(store.get("events?id=nobody").is(200).events()).isEmpty();
    }

    @Test
    void an_id_that_fits_in_no_path_is_found_by_the_query() {
        String id = Names.fresh("a/b;c%");
        Reply reply = store.post(Names.freshStream(), "{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":1}")
                .is(201);
        assertThat(store.get(reply.location()).is(200).events())
                .extracting(event -> event.getString("id"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"causationId", "correlationId"})
    void events_that_belong_together_are_found_page_by_page(String member) {
        String link = Names.fresh("a&b=ü");
        String event = "{\"type\":\"t\",\"payload\":1,\"" + member + "\":\"" + link + "\"}";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Reply reply = store.post(Names.freshStream(), event).is(201);
            ids.add(reply.events().get(0).getString("id"));
        }
        List<JsonObject> found = store.eventsByPages("events?limit=2&" + member + "=" + Names.encoded(link));
        assertThat(found.stream().map(linked -> linked.getString("id"))).isEqualTo(ids);
    }

    @Test
    void no_match_is_an_empty_list() {
        assertThat(store.get("events?causationId=nobody").is(200).body()).isEqualTo("{\"events\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?limit=3", "?identifier=x", "?id=a&domain=b", "?causationId=a&correlationId=b"})
    void a_look_up_says_by_what_it_looks(String query) {
        store.get("events" + query).problem(422, "invalid-event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=a", "causationId=a", "correlationId=a"})
    void an_identifier_is_of_a_stream_only(String selector) {
        store.get("events?identifier=x&" + selector).invalid("identifier");
    }
}
