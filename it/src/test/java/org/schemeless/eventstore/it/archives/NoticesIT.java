/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each library that is shipped has its licence in the notices that are shipped with it. */
class NoticesIT {

    private static final Pattern LIBRARY = Pattern.compile("(?:WEB-INF/)?lib/(.*?)(?:-\\d[^/]*)?\\.jar");
    private static final Pattern FILE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"eventstore.ear", "eventstore.war", "without-dynamodb/eventstore.war"})
    void each_library_is_in_the_notices(String archive) throws IOException {
        try (ZipFile zip = open(archive)) {
            assertThat(libraries(zip)).isNotEmpty().isSubsetOf(noticed(zip));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventstore.ear", "eventstore.war", "without-dynamodb/eventstore.war"})
    void nothing_else_is_in_the_notices(String archive) throws IOException {
        try (ZipFile zip = open(archive);
                ZipFile ear = open("eventstore.ear");
                ZipFile war = open("eventstore.war")) {
            assertThat(noticed(zip))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(libraries(ear).stream(), libraries(war).stream())
                            .distinct()
                            .toList());
        }
    }

    private static ZipFile open(String archive) throws IOException {
        return new ZipFile(Path.of("target", archive).toFile());
    }

    private static List<String> libraries(ZipFile archive) {
        return archive.stream()
                .map(entry -> LIBRARY.matcher(entry.getName()))
                .filter(Matcher::matches)
                .map(library -> library.group(1))
                .filter(library -> !library.startsWith("eventstore-"))
                .toList();
    }

    private static List<String> noticed(ZipFile archive) throws IOException {
        try (var in = archive.getInputStream(archive.getEntry("META-INF/THIRD-PARTY.md"))) {
            String notices = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return FILE.matcher(notices).results().map(file -> file.group(1)).toList();
        }
    }
}
