/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayaraMicroTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path files;

    private Path application;
    private Path archive;
    private PayaraMicro server;

    @BeforeEach
    void unpacked_already() throws Exception {
        Path jar = file("payara-micro.jar", BUILT);
        application = file("store.war", BUILT);
        Path directory = Files.createDirectory(files.resolve("server"));
        file("server/launch-micro.jar", BUILT.plusSeconds(1));
        archive = directory.resolve("classes.jsa");
        server = PayaraMicro.unpacked(jar, directory);
    }

    @Test
    void the_first_run_leaves_an_archive_and_the_next_uses_it() throws Exception {
        assertThat(command()).contains("-XX:ArchiveClassesAtExit=" + archive);

        file("server/classes.jsa", BUILT.plusSeconds(2));

        assertThat(command())
                .contains("-XX:SharedArchiveFile=" + archive)
                .doesNotContain("-XX:ArchiveClassesAtExit=" + archive);
    }

    @Test
    void a_newer_application_makes_a_new_archive() throws Exception {
        file("server/classes.jsa", BUILT.plusSeconds(2));
        Files.setLastModifiedTime(application, FileTime.from(BUILT.plusSeconds(3)));

        assertThat(command()).contains("-XX:ArchiveClassesAtExit=" + archive);
        assertThat(archive).doesNotExist();
    }

    @Test
    void options_are_for_the_jvm_and_applications_for_the_server() throws Exception {
        List<String> command = command();

        assertThat(command.indexOf("-Xmx1g")).isPositive().isLessThan(command.indexOf("-jar"));
        assertThat(command).containsSubsequence("-jar", "--port", "8080", "--deploy", application.toString());
    }

    private List<String> command() throws IOException {
        return server.command(List.of("-Xmx1g"), 8080, files.resolve("h2.preboot"), List.of(application));
    }

    private Path file(String name, Instant time) throws IOException {
        Path file = files.resolve(name);
        Files.writeString(file, name);
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
