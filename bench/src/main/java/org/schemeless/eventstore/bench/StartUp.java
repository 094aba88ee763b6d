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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.schemeless.eventstore.local.PayaraMicro;
import org.schemeless.eventstore.local.Ports;

/**
 * What the store takes until it answers, and of memory, as the start command runs it on H2; beside the same server with
 * an empty WAR and the same options. Both take turns, each time in a process of its own and with an empty database.
 */
final class StartUp {

    private static final List<String> JVM = List.of("-Xmx512m");
    private static final int APPENDS = 100_000;
    private static final int CONNECTIONS = 32;
    private static final String STORE = Comparison.STORE;
    private static final String EMPTY = "empty";

    private static final String SECONDS = "start-up, built, H2, to the first answer: ms";
    private static final String FRESH = "memory after the start (RSS): KiB";
    private static final String USED = "memory after " + Text.of(APPENDS) + " appends (RSS): KiB";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Paths paths;
    private final Rounds rounds;
    private final boolean appends;

    /** @param appends whether memory is measured after appends as well, which takes minutes */
    StartUp(Paths paths, Rounds rounds, boolean appends) {
        this.paths = paths;
        this.rounds = rounds;
        this.appends = appends;
    }

    /** The first round brings the files into memory, and does not count. */
    Table measured() throws IOException, InterruptedException {
        Path empty = emptyWar();
        List<Path> store = List.of(paths.started("ROOT.war"), paths.started("eventstore.war"));
        List<Round> done = new Rounds(1, rounds.count(), 0)
                .of(
                        List.of(STORE, EMPTY),
                        name -> name.equals(STORE)
                                ? run(name, store, "eventstore/api/streams/start/check/events?limit=1")
                                : run(name, List.of(empty), EMPTY + "/"));
        Table table = new Table("what", "store", "Payara Micro, empty WAR", "ratio", "of rounds", "target");
        row(table, done, SECONDS, SECONDS, 1.4);
        row(table, done, FRESH, FRESH, 1.2);
        if (appends) {
            row(table, done, USED, FRESH, 1.5);
        }
        return table;
    }

    /** Both figures in the same round. */
    private static void row(Table table, List<Round> rounds, String figure, String besides, double target) {
        double[] ratios = rounds.stream()
                .mapToDouble(round -> (double) round.of(STORE).number(figure)
                        / round.of(EMPTY).number(besides))
                .sorted()
                .toArray();
        double ratio = Median.of(ratios);
        table.row(
                figure,
                median(rounds, STORE, figure),
                median(rounds, EMPTY, besides),
                ratio,
                Text.of(ratios[0]) + " – " + Text.of(ratios[ratios.length - 1]),
                Text.verdict(ratio <= target, "≤ " + target + " ×"));
    }

    private static long median(List<Round> rounds, String name, String figure) {
        return Math.round(Median.of(rounds.stream()
                .mapToDouble(round -> round.of(name).number(figure))
                .toArray()));
    }

    private Answer run(String name, List<Path> applications, String first) throws IOException, InterruptedException {
        int port = Ports.free();
        URI base = URI.create("http://127.0.0.1:" + port + "/");
        Path directory = Files.createTempDirectory(paths.target(), "start-run-");
        List<String> command = PayaraMicro.command(
                paths.target().resolve("payara-micro.jar"),
                directory,
                JVM,
                port,
                paths.payara("h2.preboot"),
                applications);
        long start = System.nanoTime();
        try (Program program = Program.start(command, Map.of(), directory, directory.resolve("server.log"))) {
            program.await(() -> answers(base.resolve(first)));
            long millis = (System.nanoTime() - start) / 1_000_000;
            long fresh = program.residentKibibytes();
            if (appends && name.equals(STORE)) {
                new HttpLoad(base.resolve("eventstore/api/"), Work.append("append-to-own", CONNECTIONS))
                        .times(APPENDS / CONNECTIONS);
            }
            long used = program.residentKibibytes();
            return new Answer(Map.of(SECONDS, millis, FRESH, fresh, USED, used));
        }
    }

    private boolean answers(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server starts", e);
        }
    }

    private Path emptyWar() throws IOException {
        Path war = paths.target().resolve(EMPTY + ".war");
        if (!Files.exists(war)) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
                zip.putNextEntry(new ZipEntry("index.html"));
                zip.closeEntry();
            }
        }
        return war;
    }
}
