/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shows_code_that_compiles() throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/schemeless/eventstore/example/Accounts.java"));
        Matcher shown = JAVA.matcher(Files.readString(Path.of("../README.md")));
        assertThat(shown.find()).isTrue();
        assertThat(shown.group(1)).isEqualTo(source.substring(source.indexOf("@Stateless")));
    }
}
