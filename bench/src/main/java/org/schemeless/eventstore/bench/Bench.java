/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code mvn -Pbench}. */
public final class Bench {

    private Bench() {}

    /** Arguments: directory of the project, that with the server, rounds, milliseconds, names of works, if not all. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Paths paths = new Paths(Path.of(arguments[0]), Path.of(arguments[1]));
        Rounds rounds = new Rounds(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Set<String> names = arguments.length > 4 ? Set.of(arguments[4].split(",")) : Set.of();
        List<Outcome> outcomes = new ArrayList<>();
        try (MySql database = MySql.start(paths.target().resolve("mysql"));
                Server server = Server.onMySql(paths, database)) {
            server.ask("fill", Map.of("stream", Comparisons.LONG_STREAM, "length", Comparisons.LENGTH));
            for (Comparison comparison : Comparisons.onMySql()) {
                if (names.isEmpty() || names.contains(comparison.name())) {
                    List<Round> done = rounds.of(comparison, server);
                    comparison.targets().forEach(target -> outcomes.add(new Outcome(comparison, target, done)));
                    System.out.println(comparison.name() + ": " + done);
                }
            }
        }
        System.out.println(Table.of(outcomes));
    }
}
