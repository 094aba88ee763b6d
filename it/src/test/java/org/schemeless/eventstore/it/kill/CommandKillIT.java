/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.application.ApplicationArchive;
import org.schemeless.eventstore.it.tool.application.DecidingServlet;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.kill.StoreClient;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.local.LocalAws;

/**
 * Commands that are sent until there is an answer are carried out once, each on the state that all events before it
 * come to, whoever is killed and when: snapshots change no answer.
 */
@Tag("kill")
class CommandKillIT {

    private static final int KILLS = 2;
    private static final int CLIENTS = 4;
    private static final int STREAMS = 2;
    private static final int MOST_ANSWERED_BEFORE = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = Http11.client();
    private final Map<Long, Long> sequences = new ConcurrentHashMap<>();
    private volatile boolean ending;

    @TempDir
    Path directory;

    @Test
    void on_MySQL_a_command_is_carried_out_once_when_the_database_or_the_server_is_killed() throws IOException {
        Path application = ApplicationArchive.file(directory);
        try (MySqlServer database = MySqlServer.durable();
                PayaraMicro server = PayaraMicro.onMySql(database, application)) {
            List<CompletableFuture<Void>> clients = clients(server.uri());
            for (int i = 0; i < KILLS; i++) {
                boolean databaseNow = i % 2 == 0;
                kill(databaseNow ? database::kill : server::kill, databaseNow ? database::start : server::start);
            }
            assertCarriedOutOnce(server.uri(), clients);
        }
    }

    @Test
    void on_DynamoDB_a_command_is_carried_out_once_when_the_server_is_killed() throws IOException {
        Path application = ApplicationArchive.file(directory);
        try (LocalAws aws = LocalAws.start();
                PayaraMicro server = PayaraMicro.onDynamoDb(aws.settings(), Map.of(), application)) {
            List<CompletableFuture<Void>> clients = clients(server.uri());
            for (int i = 0; i < KILLS; i++) {
                kill(server::kill, server::start);
            }
            assertCarriedOutOnce(server.uri(), clients);
        }
    }

    /** Kills at some moment, and starts again. */
    private void kill(Runnable kill, Runnable start) {
        int some = sequences.size() + 1 + new SplittableRandom().nextInt(MOST_ANSWERED_BEFORE);
        awaitAnswered(some);
        kill.run();
        start.run();
        awaitAnswered(sequences.size() + CLIENTS);
    }

    private void awaitAnswered(int commands) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sequences.size() >= commands);
    }

    /** Each sends commands of its own, to all streams in turn, until it is told to end. */
    private List<CompletableFuture<Void>> clients(URI store) {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> {
                            for (long number = client; !ending; number += CLIENTS) {
                                sequences.put(number, carriedOut(store, number));
                            }
                        },
                        threads))
                .toList();
        threads.shutdown();
        return clients;
    }

    private long carriedOut(URI store, long number) {
        HttpRequest request = HttpRequest.newBuilder(
                        store.resolve("deciding?stream=" + stream(number) + "&number=" + number))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                switch (answer.statusCode()) {
                    case 200 -> {
                        return Long.parseLong(answer.body());
                    }
                    case 404, 409, 503 -> Thread.onSpinWait();
                    default ->
                        throw new AssertionError(
                                "command " + number + ": " + answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String stream(long number) {
        return "s" + number / CLIENTS % STREAMS;
    }

    private void assertCarriedOutOnce(URI uri, List<CompletableFuture<Void>> clients) throws IOException {
        ending = true;
        clients.forEach(CompletableFuture::join);
        StoreClient store = new StoreClient(uri);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            long sum = 0;
            for (JsonObject event : store.read(DecidingServlet.DOMAIN, "s" + i)) {
                JsonObject payload = event.getJsonObject("payload");
                long number = payload.getJsonNumber("number").longValueExact();
                assertThat(payload.getJsonNumber("before").longValueExact())
                        .as("the sum before %s", event)
                        .isEqualTo(sum);
                assertThat(sequences.get(number)).as("the answer to %s", number).isEqualTo(StoreClient.sequence(event));
                sum += number;
                numbers.add(number);
            }
        }
        assertThat(numbers).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sequences.keySet());
        System.out.println(numbers.size() + " commands, " + KILLS + " kills");
    }
}
