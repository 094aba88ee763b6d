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
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Servers;

/** What a server makes of the document that it finds, where that is right. */
@HttpTest
@Tag("payara-micro")
@Tag("front")
class ServerOpenApiIT {

    @Test
    void the_server_hands_out_the_document_too() {
        JsonObject document = Servers.guarded()
                .get("/openapi", "Accept", "application/json")
                .is(200)
                .object();
        assertThat(document.getString("openapi")).startsWith("3.");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Event store");
        assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url"))
                .endsWith("/eventstore/api");
        assertThat(document.getJsonObject("paths")).containsKeys("/events", "/log");
        assertThat(document.getJsonObject("components").getJsonObject("schemas"))
                .containsKeys("NewEvent", "Event", "Problem", "CloudEvent");
    }
}
