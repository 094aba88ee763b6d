/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings that are shown are those that the documentation has. */
class SettingsInForceTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(eventstore(?:\\.[a-z0-9-]+)+)`(?:, `\\.([a-z-]+)`)? \\|");

    @Test
    void every_documented_setting_is_shown_and_no_other() throws IOException {
        Set<String> documented = new TreeSet<>();
        try (Stream<Path> pages = Files.list(Path.of("..", "docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                Files.readAllLines(page).forEach(line -> addSettings(line, documented));
            }
        }
        assertThat(SettingsInForce.NAMES).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(documented);
    }

    private static void addSettings(String line, Set<String> documented) {
        Matcher row = ROW.matcher(line);
        if (row.find()) {
            documented.add(row.group(1));
            if (row.group(2) != null) {
                documented.add(row.group(1).replaceFirst("[^.]+$", row.group(2)));
            }
        }
    }
}
