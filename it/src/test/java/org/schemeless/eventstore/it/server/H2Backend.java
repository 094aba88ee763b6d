/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** H2 in a file, by the pool that Payara Micro brings. */
final class H2Backend implements Backend {

    private final Path directory;

    H2Backend(Path directory) {
        this.directory = directory;
    }

    @Override
    public String start() throws IOException {
        Path data = Files.createTempDirectory(directory, "h2-");
        Path commands = Files.write(
                data.resolve("preboot"),
                List.of(
                        BackendListener.LOOPBACK,
                        "set resources.jdbc-connection-pool.H2Pool.property.URL=jdbc:h2:file:" + data.resolve("events")
                                + ";DB_CLOSE_ON_EXIT=FALSE"));
        return "--prebootcommandfile " + commands;
    }

    @Override
    public void close() {}
}
