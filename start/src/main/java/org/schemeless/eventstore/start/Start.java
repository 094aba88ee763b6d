/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.schemeless.eventstore.local.PayaraMicro;

/**
 * The start command, {@code mvn -Pstart}: runs the store on Payara Micro with an H2 file below {@code data}, or with
 * DynamoDB and S3 on this machine, says when it answers, and ends it with the process that called, which is Maven's.
 */
public final class Start {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;
    private static final long GRACE_SECONDS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path root;
    private final Path programs;
    private final Path log;
    private final String port;
    private final Storage storage;
    private final URI streams;

    private Start(Path root, Path programs, String port, Storage storage) {
        this.root = root;
        this.programs = programs;
        this.log = root.resolve("data/server.log");
        this.port = port;
        this.storage = storage;
        this.streams = URI.create("http://127.0.0.1:" + port + "/eventstore/api/streams/");
    }

    /** Arguments: the directory of the project, the one with server and WAR, the port, the storage. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Storage storage = Storage.start(arguments[3]);
        String error = new Start(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], storage).run();
        System.err.println(error);
        System.exit(1);
    }

    /** Returns only if it cannot start or the server ends by itself; says why. */
    private String run() throws IOException, InterruptedException {
        if (!isPortFree()) {
            return "Port " + port + " of 127.0.0.1 is in use. Choose another one: mvn -Pstart -Dport=<number>";
        }
        Process server = startServer();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        if (!answers(server)) {
            return Files.readString(log) + "The event store did not start. Its log is above and in " + log;
        }
        System.out.println(
                "The event store answers at " + streams + " (events in " + storage.place() + "; Ctrl-C stops it)");
        System.out.println("Its page is at " + streams.resolve("../../"));
        server.waitFor();
        return "The event store has ended. Its log is in " + log;
    }

    private boolean isPortFree() {
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private Process startServer() throws IOException {
        Files.createDirectories(log.getParent());
        List<String> command = PayaraMicro.command(
                programs.resolve("payara-micro.jar"),
                programs,
                storage.settings().entrySet().stream()
                        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                        .toList(),
                Integer.parseInt(port),
                root.resolve("src/main/payara").resolve(storage.commands()),
                List.of(programs.resolve("ROOT.war"), programs.resolve(storage.application())));
        return new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until the store answers. False if the server ends, comes up without the store, or takes too long. */
    private boolean answers(Process server) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean answers = false;
        boolean hope = true;
        while (!answers && hope) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            boolean booted = Files.readString(log).contains(") ready in ");
            answers = isServing();
            hope = server.isAlive() && !booted && System.nanoTime() < end;
        }
        return answers;
    }

    private boolean isServing() throws InterruptedException {
        URI page = streams.resolve("start/check/events?limit=1");
        try {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(Process server) {
        server.destroy();
        try {
            if (!server.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
        }
    }
}
