/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Events that go to one stream in one request.
 *
 * @param expected the sequence the stream must be at, if that is asked
 */
record Batch(String domain, String stream, List<String> ids, OptionalLong expected) {

    private static final String TEXT = "x".repeat(200);

    static Batch of(String domain, String stream, int size, OptionalLong expected) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        return new Batch(domain, stream, List.copyOf(ids), expected);
    }

    /** Short, for the messages of failures. */
    @Override
    public String toString() {
        return "the batch of " + ids.size() + " to " + domain + "/" + stream + " that begins with " + ids.get(0);
    }

    /** The body of the request: the same each time it is sent. */
    JsonArray json() {
        JsonArrayBuilder events = Json.createArrayBuilder();
        ids.forEach(id -> events.add(event(id)));
        return events.build();
    }

    private static JsonObject event(String id) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("type", "Happened")
                .add("payload", Json.createObjectBuilder().add("id", id).add("text", TEXT))
                .build();
    }
}
