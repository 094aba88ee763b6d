/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.schemeless.eventstore.dynamodb.start.Settings;

/**
 * A process of its own that works on the table of a store, halts once its n-th request of a kind has been carried out,
 * and is killed then. Later requests of the kind are not sent.
 */
final class DyingProcess {

    private static final String REACHED = "reached";
    private static final int OWN_ARGUMENTS = 5;

    private DyingProcess() {}

    /** Runs this program, and kills it after this request. */
    static void killedAfter(Store store, String kind, int nth, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=" + System.getProperty("aws.accessKeyId"),
                "-Daws.secretAccessKey=" + System.getProperty("aws.secretAccessKey"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName(),
                store.settings.table().name(),
                Servers.dynamoDb().toString(),
                Servers.s3().toString(),
                kind,
                Integer.toString(nth)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            String line = output.readLine();
            if (!REACHED.equals(line)) {
                throw new IllegalStateException("the process did not get to " + kind + " " + nth + ": " + line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What such a program does: its work, up to that request. */
    static void work(String[] arguments, Consumer<Store> work) throws IOException {
        Settings settings = StoreSettings.of(arguments[0], URI.create(arguments[1]), URI.create(arguments[2]), 25);
        String kind = arguments[3];
        int nth = Integer.parseInt(arguments[OWN_ARGUMENTS - 1]);
        try (Store store = new Store(settings)) {
            store.requests.before((request, n) -> {
                if (Requests.is(request, kind) && n > nth) {
                    halt();
                }
            });
            store.requests.after((request, n) -> {
                if (Requests.is(request, kind) && n == nth) {
                    System.out.println(REACHED);
                    halt();
                }
            });
            work.accept(store);
        }
    }

    /** The arguments of the program itself. */
    static List<String> own(String[] arguments) {
        return List.of(arguments).subList(OWN_ARGUMENTS, arguments.length);
    }

    private static void halt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
