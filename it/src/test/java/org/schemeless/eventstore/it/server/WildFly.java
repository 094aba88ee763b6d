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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WildFly: a copy of its standalone server, set up by the script that is shipped. */
final class WildFly {

    private WildFly() {}

    static ServerKind.Command prepare(Path directory, int port, List<Path> applications) {
        Path server = ServerKind.WILDFLY.distribution();
        Path base = directory.resolve("standalone");
        Directories.copy(server.resolve("standalone"), base);
        setUp(server, base);
        applications.forEach(application -> ServerKind.copyInto(base.resolve("deployments"), application));
        return new ServerKind.Command(
                List.of(
                        "sh",
                        server.resolve("bin/standalone.sh").toString(),
                        "-Djboss.server.base.dir=" + base,
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + Ports.free(),
                        "-Djboss.management.http.port=" + Ports.free()),
                Map.of());
    }

    private static void setUp(Path server, Path base) {
        ProcessBuilder script = new ProcessBuilder(
                        "sh",
                        server.resolve("bin/jboss-cli.sh").toString(),
                        "--file=" + ServerKind.shipped("wildfly/h2.cli"))
                .directory(base.toFile())
                .redirectErrorStream(true);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
        try {
            Process process = script.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("WildFly cannot be set up: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server is set up", e);
        }
    }
}
