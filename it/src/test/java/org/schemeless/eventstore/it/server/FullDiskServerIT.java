/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.ApplicationServer;
import org.schemeless.eventstore.it.tool.server.FullDisk;
import org.schemeless.eventstore.it.tool.server.ServerKind;

/** A full disk below the servers that take an EAR, with their pages' settings of H2. */
@Tag("server")
class FullDiskServerIT {

    private static final Path STORE = Path.of("target", "eventstore.ear").toAbsolutePath();

    @Test
    void the_store_works_again_as_soon_as_there_is_space() {
        ServerKind kind = ServerKind.of(System.getProperty("arquillian.launch"));
        try (ApplicationServer server = ApplicationServer.start(
                kind,
                List.of(STORE),
                true,
                List.of("eventstore/api/streams/start/check/events"),
                Map.of("EVENTSTORE_RETRY_BUDGET", "PT2S"))) {
            FullDisk disk = new FullDisk(
                    server.uri().resolve("eventstore/"), server.health().resolve("ready"), server.process());
            disk.fillAndFree();
            disk.fillAndFree();
        }
    }
}
