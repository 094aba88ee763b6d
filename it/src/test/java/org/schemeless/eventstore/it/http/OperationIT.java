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

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@HttpTest
class OperationIT {

    private final Store store = Servers.open();
    private final String stream = Names.freshStream();

    @Test
    void a_store_that_answers_is_ready_and_live() {
        Reply ready = store.get("/health/ready").is(200);
        assertThat(ready.object().getString("status")).isEqualTo("UP");
        assertThat(ready.body()).contains("\"eventstore\"");
        assertThat(store.get("/health/live").is(200).body()).doesNotContain("\"eventstore\"");
    }

    @Test
    void appends_events_and_conflicts_are_counted() {
        double events = metric("eventstore_http_events_appended_total");
        double replays = metric("eventstore_http_replays_total");
        double conflicts = metric("eventstore_http_request_seconds_count{call=\"append\",status=\"412\"}");
        String event = "{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1}";
        store.post(stream, "[" + event + ",{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":2}]")
                .is(201);
        store.post(Names.freshStream(), event).is(409);
        store.post(stream, "{\"type\":\"t\",\"payload\":1}", "If-Match", "\"0\"")
                .is(412);
        String again = "{\"id\":\"" + Names.fresh("e") + "\",\"type\":\"t\",\"payload\":1}";
        store.post(stream, again).is(201);
        store.post(stream, again).is(200);
        assertThat(metric("eventstore_http_events_appended_total") - events).isEqualTo(3);
        assertThat(metric("eventstore_http_replays_total") - replays).isEqualTo(1);
        assertThat(metric("eventstore_http_request_seconds_count{call=\"append\",status=\"412\"}") - conflicts)
                .isEqualTo(1);
    }

    private double metric(String name) {
        Reply reply = store.get("metrics").is(200);
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(reply.body());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
