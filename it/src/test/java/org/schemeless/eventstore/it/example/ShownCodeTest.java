/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents show is what the application of the tests is made of. */
class ShownCodeTest {

    private static final Path SOURCES = Path.of("src/test/java/org/schemeless/eventstore/it/tool/example");
    private static final Path BANK =
            Path.of("../examples/bank/accounts/src/main/java/org/schemeless/eventstore/examples/bank");
    private static final Path BANK_WEB =
            Path.of("../examples/bank/web/src/main/java/org/schemeless/eventstore/examples/bank/web");
    private static final Path COURSES =
            Path.of("../examples/courses/src/main/java/org/schemeless/eventstore/examples/courses");
    private static final Path COURSES_TESTS =
            Path.of("../examples/courses/src/test/java/org/schemeless/eventstore/examples/courses");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "../README.md, Accounts, @Stateless",
        "../docs/guide.md, PlainAccounts, @Stateless",
        "../docs/guide.md, TurnoverSubscription, @ApplicationScoped"
    })
    void shows_code_that_is_deployed(Path document, String name, String start) throws IOException {
        String source = Files.readString(SOURCES.resolve(name + ".java"));
        assertThat(JAVA.matcher(Files.readString(document)).results().map(this::code))
                .contains(source.substring(source.indexOf("\n" + start) + 1));
    }

    @Test
    void shows_code_of_the_bank() throws IOException {
        String deployed = stripped(Files.readString(BANK.resolve("Account.java"))
                + Files.readString(BANK_WEB.resolve("BankResource.java"))
                + Files.readString(SOURCES.resolve("Limits.java"))
                + Files.readString(SOURCES.resolve("PlainAccounts.java")));

        assertThat(JAVA.matcher(Files.readString(Path.of("../docs/concurrency.md")))
                        .results()
                        .map(this::code))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(shown -> assertThat(deployed).contains(stripped(shown)));
    }

    @Test
    void shows_code_of_the_courses() throws IOException {
        String deployed = stripped(Files.readString(COURSES.resolve("CourseEvent.java"))
                + Files.readString(COURSES.resolve("Enrolment.java"))
                + Files.readString(COURSES_TESTS.resolve("EnrolmentTest.java")));

        assertThat(JAVA.matcher(Files.readString(Path.of("../docs/boundary.md")))
                        .results()
                        .map(this::code))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(shown -> assertThat(deployed).contains(stripped(shown)));
    }

    /** Without the indentation, which depends on where code is shown. */
    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    private String code(MatchResult shown) {
        return shown.group(1);
    }
}
