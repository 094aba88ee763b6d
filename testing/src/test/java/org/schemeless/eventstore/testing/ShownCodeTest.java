/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides to the model and to views show is what its tests are made of. */
class ShownCodeTest {

    private static final Path SOURCES = Path.of("src/test/java/org/schemeless/eventstore/testing/account");
    private static final List<Path> GUIDES = List.of(Path.of("../docs/model.md"), Path.of("../docs/views.md"));
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final int SNIPPETS_AT_LEAST = 20;

    /** Up to here the guide goes the path of a new application; what follows is deployed by other tests. */
    private static final String REFERENCE = "\n## Events and streams\n";

    @Test
    void shows_code_that_is_compiled() throws IOException {
        String sources;
        try (Stream<Path> files = Files.list(SOURCES)) {
            sources = stripped(files.map(ShownCodeTest::read).collect(Collectors.joining("\n")));
        }
        String guide = read(Path.of("../docs/guide.md"));
        String path = guide.substring(0, guide.indexOf(REFERENCE));
        List<String> shown = Stream.concat(Stream.of(path), GUIDES.stream().map(ShownCodeTest::read))
                .flatMap(text -> JAVA.matcher(text).results())
                .map(snippet -> stripped(snippet.group(1)))
                .toList();

        assertThat(shown)
                .hasSizeGreaterThanOrEqualTo(SNIPPETS_AT_LEAST)
                .allSatisfy(snippet -> assertThat(sources).contains(snippet));
    }

    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
