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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.local.Ports;

/** Payara Micro with the store and its rivals, set up as the project's guide says. */
final class Server implements AutoCloseable {

    /** Of the server's JVM. The first is for Payara, whose services now and then break each other's start. */
    static final List<String> JVM = List.of("-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS", "-Xmx1g");

    /** DynamoDB Local takes its time where everything runs on one machine. */
    private static final String PATIENT = "-Deventstore.dynamodb.timeout=PT30S";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Program program;
    private final URI uri;
    private final Duration startUp;

    private Server(Program program, URI uri) throws IOException, InterruptedException {
        this.program = program;
        this.uri = uri;
        long start = System.nanoTime();
        program.await(this::answers);
        this.startUp = Duration.ofNanos(System.nanoTime() - start);
    }

    static Server onMySql(Paths paths, MySql database) throws IOException, InterruptedException {
        return onMySql(paths, database, "mysql", Map.of());
    }

    /**
     * @param name of its log
     * @param settings of the store, as system properties
     */
    static Server onMySql(Paths paths, MySql database, String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(paths, new Setup("mysql", name, 0, environment(database), settings));
    }

    /** @param connections the most that the pool gives out */
    static Server onMySql(Paths paths, MySql database, int connections) throws IOException, InterruptedException {
        return start(paths, new Setup("mysql", "mysql-pool", connections, environment(database), Map.of()));
    }

    private static Map<String, String> environment(MySql database) {
        return Map.of(
                "EVENTSTORE_DB_URL", database.url(),
                "EVENTSTORE_DB_USER", MySql.USER,
                "EVENTSTORE_DB_PASSWORD", MySql.USER);
    }

    /** @param settings of the store, as system properties */
    static Server onDynamoDb(Paths paths, Map<String, String> settings) throws IOException, InterruptedException {
        return start(paths, new Setup("dynamodb", "dynamodb", 0, Map.of(), settings));
    }

    /**
     * What one server has of its own.
     *
     * @param storage by whose files for Payara it is set up
     * @param name of its log
     * @param connections the most of its pool; 0 for the server's own limit
     * @param settings of the store, as system properties
     */
    private record Setup(
            String storage,
            String name,
            int connections,
            Map<String, String> environment,
            Map<String, String> settings) {}

    private static Server start(Paths paths, Setup setup) throws IOException, InterruptedException {
        int port = Ports.free();
        Path directory = Files.createTempDirectory(paths.target(), setup.name() + "-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add(PATIENT);
        setup.settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                paths.target().resolve("payara-micro.jar").toString(),
                "--port",
                Integer.toString(port),
                "--nohazelcast",
                "--disablephonehome",
                "--prebootcommandfile",
                paths.payara(setup.storage() + ".preboot").toString(),
                "--addlibs",
                paths.target().resolve("mysql-connector-j.jar").toString(),
                "--deploy",
                paths.target().resolve("eventstore.war").toString()));
        Path postboot = paths.payara(setup.storage() + ".postboot");
        if (setup.connections() > 0) {
            String pool = "set resources.jdbc-connection-pool.EventsPool.max-pool-size=" + setup.connections();
            postboot = Files.writeString(directory.resolve("postboot"), Files.readString(postboot) + pool + "\n");
        }
        if (Files.exists(postboot)) {
            command.addAll(List.of("--postbootcommandfile", postboot.toString()));
        }
        Path log = paths.target().resolve("server-" + setup.name() + ".log");
        Program program = Program.start(command, setup.environment(), log);
        return new Server(program, URI.create("http://127.0.0.1:" + port + "/eventstore/"));
    }

    /** @throws IllegalStateException if the server is up without the store */
    private boolean answers() {
        try {
            if (program.log().contains(") ready in ") && !program.log().contains("Context Root")) {
                throw new IllegalStateException("the store was not deployed:\n" + program.log());
            }
            return http.send(get("api/streams/start/check/events?limit=1"), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server starts", e);
        }
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).build();
    }

    /** Asks the servlet of the rivals for something, and gives its answer. */
    Answer ask(String what, Map<String, ?> parameters) throws IOException, InterruptedException {
        URI address = uri.resolve("bench/" + what + "?" + Answer.query(parameters));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(address + ": " + response.statusCode() + " " + response.body());
        }
        return Answer.parse(response.body());
    }

    URI uri() {
        return uri;
    }

    /** From the command to the first answer. */
    Duration startUp() {
        return startUp;
    }

    @Override
    public void close() {
        program.close();
    }
}
