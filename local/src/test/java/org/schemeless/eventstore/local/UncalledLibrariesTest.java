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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncalledLibrariesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"libaio.so.1", "libnuma.so.1", "libcrypt.so.1", "libsystemd.so.0"})
    void the_loader_takes_a_stub_as_the_library(String library) throws IOException {
        List<String> command =
                new ArrayList<>(UncalledLibraries.commandWithStubs(Path.of("true"), directory, List.of(library)));
        command.add(command.size() - 1, "LD_PRELOAD=" + library);
        command.add(command.size() - 1, "LD_DEBUG=files,versions");

        assertThat(output(command))
                .contains("calling init: " + directory.resolve(library))
                .doesNotContain("ERROR");
    }

    @Test
    void a_program_that_misses_nothing_is_started_as_it_is() throws IOException {
        assertThat(Machine.hasLibrary("libc.so.6")).isTrue();
        assertThat(Machine.hasLibrary("libnowhere.so.1")).isFalse();
    }

    @Test
    void a_machine_that_can_build_misses_nothing_but_space() {
        assertThat(Machine.missing(Long.MAX_VALUE)).isEmpty();
        assertThat(Machine.missing(1 << 30)).containsExactly("6 GiB of free space for the build (there are 1.0)");
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
