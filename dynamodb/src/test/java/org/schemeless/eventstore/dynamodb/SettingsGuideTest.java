/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.dynamodb.start.SettingsReader;

/** The table of settings in docs/dynamodb.md is complete. */
class SettingsGuideTest {

    /** Read before the storage is chosen, and not by it. */
    private static final String SELECTION = "eventstore.storage";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`eventstore\\.[^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void the_guide_names_every_setting_that_is_read_and_no_other() throws IOException {
        Set<String> read = read();
        read.add(SELECTION);

        assertThat(documented()).isEqualTo(read);
    }

    private static Set<String> read() {
        Set<String> read = new TreeSet<>();
        Map<String, String> values = new HashMap<>(Map.of("eventstore.s3.bucket", "events")) {
            private static final long serialVersionUID = 1L;

            @Override
            public String get(Object name) {
                read.add((String) name);
                return super.get(name);
            }
        };
        SettingsReader reader = new SettingsReader(new MapConfig(values));
        reader.read();
        reader.readKms();
        return read;
    }

    /** A name that begins with a dot is short for one beside the first of its row. */
    private static Set<String> documented() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "dynamodb.md")));
        while (rows.find()) {
            String first = "";
            Matcher names = NAME.matcher(rows.group(1));
            while (names.find()) {
                String name = names.group(1);
                first = first.isEmpty() ? name : first;
                documented.add(name.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + name : name);
            }
        }
        return documented;
    }
}
