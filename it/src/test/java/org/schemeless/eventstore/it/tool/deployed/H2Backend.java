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
import java.util.List;

/** H2 in a new file, with the settings that are shipped. */
final class H2Backend implements Backend {

    @Override
    public List<String> start() throws IOException {
        Path directory = Settings.newDirectory("h2");
        String commands = Settings.shipped("h2.preboot")
                .replace("./data/eventstore", directory.resolve("events").toString());
        return List.of(
                "--prebootcommandfile",
                Files.writeString(directory.resolve("preboot"), commands).toString());
    }
}
