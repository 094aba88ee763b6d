/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.schemeless.eventstore.it.tool.server.ApplicationServer;
import org.schemeless.eventstore.it.tool.server.Listeners;
import org.schemeless.eventstore.it.tool.server.SharedServer;

/**
 * With the settings that are shipped a server listens on this machine's own addresses only: HTTP, administration, IIOP,
 * all.
 */
@Tag("server")
@EnabledOnOs(OS.LINUX)
class ListenersIT {

    @Test
    void nothing_listens_beyond_this_machine() {
        ApplicationServer server = SharedServer.OPEN.get();

        assertThat(Listeners.onThisMachine(server.process())).contains(server.port());
        assertThat(Listeners.beyondThisMachine(server.process())).isEmpty();
    }

    @Test
    void nothing_listens_beyond_this_machine_when_the_server_knows_users() {
        ApplicationServer server = SharedServer.GUARDED.get();

        assertThat(Listeners.onThisMachine(server.process())).contains(server.port());
        assertThat(Listeners.beyondThisMachine(server.process())).isEmpty();
    }
}
