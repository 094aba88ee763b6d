/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests and what they work with stand apart: no run would find a test among the tools. */
class ToolsTest {

    private static final Path TESTS = Path.of("src/test/java/org/schemeless/eventstore/it");
    private static final Path TOOLS = TESTS.resolve("tool");
    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b|\\w+(IT|Test) extends ");
    private static final Pattern BASE = Pattern.compile("^(public )?(abstract class|interface) ", Pattern.MULTILINE);

    @Test
    void there_are_no_tests_among_the_tools() {
        assertThat(sources().filter(file -> file.startsWith(TOOLS)))
                .hasSizeGreaterThan(50)
                .noneMatch(contains(TEST));
    }

    @Test
    void there_are_no_tools_among_the_tests() {
        assertThat(sources()
                        .filter(file -> !file.startsWith(TOOLS))
                        .filter(file -> !file.toString().matches(".*(IT|Test|package-info)\\.java")))
                .allMatch(contains(BASE));
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<Path> contains(Pattern pattern) {
        return file -> {
            try {
                return pattern.matcher(Files.readString(file)).find();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
