/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.server.ApplicationServer;
import org.schemeless.eventstore.it.tool.server.ServerKind;

/** A store that cannot start fails its deployment. */
@Tag("server")
class RefusedDeploymentIT {

    @Test
    void a_setting_that_makes_no_sense_is_told_in_the_log_and_the_deployment_fails() {
        ServerKind kind = ServerKind.of(System.getProperty("arquillian.launch"));
        List<Path> store = List.of(Path.of("target", "eventstore.ear").toAbsolutePath());
        assertThatIllegalStateException()
                .isThrownBy(() -> ApplicationServer.start(
                        kind,
                        store,
                        true,
                        List.of("eventstore/api/streams/start/check/events"),
                        Map.of("EVENTSTORE_STORAGE", "nonsense")))
                .withMessageStartingWith("the server gave up an application")
                .withMessageContaining("eventstore.storage is \"nonsense\"");
    }
}
