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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** A store that stands alone has no classes of events, so it says so and gives nothing as it is stored. */
@HttpTest
@Tag("front")
@Tag("payara-micro")
class UpcastIT {

    private final Store store = Servers.open();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams/a/b/events?upcast=true",
                "streams/a/events?upcast=true",
                "events?domain=a&upcast=true",
                "events?causationId=a&upcast=true",
                "events?correlationId=a&upcast=true",
                "events?id=a&upcast=true",
                "events/a?upcast=true",
                "log?upcast=true"
            })
    void a_store_without_classes_refuses_to_tell_events_as_they_are_today(String path) {
        JsonObject problem = store.get(path).problem(422, "invalid-event");

        assertThat(problem.getString("field")).isEqualTo("upcast");
        assertThat(problem.getString("detail")).contains("has no classes of events");
        store.head(path).is(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "text/event-stream"})
    void the_same_for_lines_and_live(String form) {
        assertThat(store.get("log?upcast=true", "Accept", form)
                        .problem(422, "invalid-event")
                        .getString("field"))
                .isEqualTo("upcast");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upcast=yes", "upcast=", "upcast=TRUE", "upcast=true&upcast=true"})
    void anything_else_is_refused(String query) {
        store.get("log?" + query).problem(422, "invalid-event");
        store.get("events/a?" + query).problem(422, "invalid-event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"streams/a/b/events?upcast=false", "log?upcast=false&limit=1", "events?id=a&upcast=false"})
    void false_is_what_holds_without_it(String path) {
        store.get(path).is(200);
    }
}
