/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.example.ExampleArchive;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** On Payara Micro, where it is the only application. */
class ExampleMicroIT implements ExampleContract {

    private static PayaraMicro server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = PayaraMicro.onH2(
                ExampleArchive.file(directory, false), ExampleArchive.NAME + "/api/accounts/none/balance");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Override
    public URI server() {
        return server.uri().resolve("/");
    }
}
