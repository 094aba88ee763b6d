/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of errors in docs/http.md is complete. */
class ProblemTypeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([45]\\d\\d[^|]*) \\| (`[^|]+) \\|");

    @Test
    void the_guide_names_every_problem_with_its_status_and_no_other() throws IOException {
        Set<String> there = Stream.of(ProblemType.values())
                .map(type -> type.status() + " " + type.text())
                .collect(Collectors.toCollection(TreeSet::new));
        there.add("412 concurrency-error");

        assertThat(documented()).isEqualTo(there);
    }

    private static Set<String> documented() throws IOException {
        return ROW.matcher(Files.readString(Path.of("..", "docs", "http.md")))
                .results()
                .flatMap(ProblemTypeTest::inRow)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A row may have several, each with its own status. */
    private static Stream<String> inRow(MatchResult row) {
        String[] statuses = row.group(1).split(", ");
        String[] names = row.group(2).replace("`", "").split(", ");
        assertThat(names).as(row.group()).hasSameSizeAs(statuses);
        return Stream.iterate(0, i -> i < names.length, i -> i + 1).map(i -> statuses[i] + " " + names[i]);
    }
}
