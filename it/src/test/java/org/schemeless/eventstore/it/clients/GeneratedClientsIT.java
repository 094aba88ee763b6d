/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.server.Guard;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/**
 * Clients made by openapi-generator, from the document that the store hands out. The profile generated-clients brings
 * the generator and the libraries of its Java client; npm brings the TypeScript compiler.
 */
@Tag("generated-clients")
class GeneratedClientsIT {

    private static final Path BROUGHT = Path.of("target", "generated-clients").toAbsolutePath();
    private static final Path DRIVERS = Path.of("src", "clients").toAbsolutePath();
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final String TYPESCRIPT = "typescript@5.9.3";

    private static PayaraMicro server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = PayaraMicro.onH2(Guard.masterKey());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_java_client_compiles_and_does_what_it_says() throws Exception {
        Path client =
                generated("java", "--library", "native", "--additional-properties", "useSingleRequestParameter=true");
        Path classes = directory.resolve("classes");
        String libraries = BROUGHT.resolve("libraries") + "/*";
        List<String> compile = new ArrayList<>(
                List.of(JDK.resolve("javac").toString(), "-nowarn", "-cp", libraries, "-d", classes.toString()));
        compile.add(DRIVERS.resolve("java").resolve("Drive.java").toString());
        try (Stream<Path> sources = Files.walk(client.resolve(Path.of("src", "main", "java")))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
        }
        run(compile);

        String path = classes + System.getProperty("path.separator") + libraries;
        assertThat(run(List.of(JDK.resolve("java").toString(), "-cp", path, "Drive", api())))
                .contains("driven");
    }

    @Test
    void the_typescript_client_compiles_and_does_what_it_says() throws Exception {
        Files.move(generated("typescript-fetch"), directory.resolve("client"));
        Files.copy(DRIVERS.resolve("typescript").resolve("drive.ts"), directory.resolve("drive.ts"));
        run(List.of("npm", "install", "--no-save", TYPESCRIPT));
        run(List.of(
                "node_modules/.bin/tsc",
                "--strict",
                "--target",
                "es2022",
                "--module",
                "commonjs",
                "--lib",
                "es2022,dom",
                "--outDir",
                "out",
                "drive.ts"));

        assertThat(run(List.of("node", "out/drive.js", api()))).contains("driven");
    }

    private static String api() {
        return server.uri().resolve("api").toString();
    }

    private Path generated(String generator, String... options) throws Exception {
        Path document = directory.resolve("openapi.yaml");
        try (InputStream served =
                server.uri().resolve("api/openapi.yaml").toURL().openStream()) {
            Files.copy(served, document);
        }
        Path client = directory.resolve(generator);
        List<String> command = new ArrayList<>(List.of(
                JDK.resolve("java").toString(),
                "-jar",
                BROUGHT.resolve("generator.jar").toString(),
                "generate",
                "-i",
                document.toString(),
                "-g",
                generator,
                "-o",
                client.toString()));
        command.addAll(List.of(options));
        run(command);
        return client;
    }

    /** What the command printed; it has to end well. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String printed = Files.readString(output);
        assertThat(code).as("%s printed:%n%s", command.subList(0, 1), printed).isZero();
        return printed;
    }
}
