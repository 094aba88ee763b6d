/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The transfer command: {@code export} writes the log of a store to a file, {@code import} brings such a file into
 * another store; {@code export-keys} and {@code import-keys} do the same with the keys of subjects, without which
 * nobody can read the personal members of events. Each can be broken off and repeated: it goes on, or passes by what is
 * done.
 */
public final class Transfer {

    private static final String USAGE = """
            Usage: java -jar eventstore-transfer.jar export <store> <file>
                   java -jar eventstore-transfer.jar import <store> <file>
                   java -jar eventstore-transfer.jar export-keys <store> <file>
                   java -jar eventstore-transfer.jar import-keys <store> <file>
            <store> is its address, as http://localhost:8080/eventstore
            The environment variable EVENTSTORE_TOKEN has a bearer token of an admin""";

    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_KEYS = 1000;

    private Transfer() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv("EVENTSTORE_TOKEN"), System.out));
    }

    /** Does what the arguments say, and returns the exit code: 0 if all is done, 1 if not, 2 if they say nothing. */
    public static int run(String[] arguments, @Nullable String token, PrintStream out) {
        if (arguments.length != 3 || !arguments[0].matches("(export|import)(-keys)?")) {
            out.println(USAGE);
            return 2;
        }
        try {
            Api api = new Api(URI.create(arguments[1]), token);
            Path file = Path.of(arguments[2]);
            out.println(
                    switch (arguments[0]) {
                        case "export" -> new Export(api, file).run() + " events are in " + file;
                        case "import" ->
                            new Import(api, api.uri("log"), MOST_EVENTS, file, out).run() + " events are in "
                                    + arguments[1];
                        case "export-keys" -> new KeyExport(api, file).run() + " keys are in " + file;
                        default ->
                            new Import(api, api.uri("keys"), MOST_KEYS, file, out).run() + " keys were brought to "
                                    + arguments[1];
                    });
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            out.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
