/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server settings that are shipped, and room for those made of them. */
final class Settings {

    private static final Path SHIPPED = Path.of("..", "src", "main", "payara");
    private static final Path MADE = Path.of("target", "deployed").toAbsolutePath();

    private Settings() {}

    static String shipped(String file) throws IOException {
        return Files.readString(SHIPPED.resolve(file));
    }

    static Path newDirectory(String name) throws IOException {
        Files.createDirectories(MADE);
        return Files.createTempDirectory(MADE, name + "-");
    }
}
