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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.LiveClient;
import org.schemeless.eventstore.it.tool.http.LogServer;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Store;

/** The server of a follower is killed and started again. */
@HttpTest
@Tag("own-server")
class LogKillIT {

    private static final int EVENTS = 60;
    private static final int KILLS = 2;

    private final Store store = LogServer.store();
    private final long start = LogServer.end();

    @Test
    void a_follower_goes_on_where_it_was_when_the_server_was_killed() {
        try (LiveClient client = new LiveClient(store, start)) {
            client.awaitConnections(1);
            String stream = Names.events("killed", Names.fresh("s"));
            for (int i = 1; i <= EVENTS; i++) {
                store.post(stream, "{\"type\":\"t\",\"payload\":" + i + "}").is(201);
                if (i % (EVENTS / KILLS) == 0) {
                    LogServer.server().kill();
                    LogServer.server().start();
                    client.awaitConnections(1 + i / (EVENTS / KILLS));
                }
            }
            List<JsonObject> events = client.awaitPosition(LogServer.end()).events();
            assertThat(events.stream().map(event -> event.getInt("payload")))
                    .isEqualTo(IntStream.rangeClosed(1, EVENTS).boxed().toList());
            assertThat(events.stream().map(event -> event.getInt("position") - start))
                    .isEqualTo(IntStream.rangeClosed(1, EVENTS)
                            .asLongStream()
                            .boxed()
                            .toList());
        }
    }
}
