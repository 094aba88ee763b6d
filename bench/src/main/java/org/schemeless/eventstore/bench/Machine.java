/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What it was measured on. */
final class Machine {

    private Machine() {}

    static String description(Rounds rounds) throws IOException {
        return String.join(
                        "\n",
                        "* Machine: " + processor() + ", "
                                + Runtime.getRuntime().availableProcessors() + " cores; "
                                + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        "* Java " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vm.name")
                                + "); the server with " + String.join(" ", Server.JVM),
                        "* MySQL with " + String.join(" ", MySql.SETTINGS) + "; sessions under READ COMMITTED",
                        "* " + rounds.count() + " rounds of " + rounds.millis()
                                + " ms for each, after " + rounds.warmUp()
                                + " to warm up; on DynamoDB more, of one call")
                + "\n";
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }
}
