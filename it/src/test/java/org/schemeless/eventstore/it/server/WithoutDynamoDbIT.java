/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/**
 * The WAR for those who keep their events in a database: it has no storage on DynamoDB, and is as small as that makes
 * it.
 */
class WithoutDynamoDbIT {

    private static final Path WAR =
            Path.of("target", "without-dynamodb", "eventstore.war").toAbsolutePath();

    private final HttpClient client = Http11.client();

    @Test
    void has_nothing_of_the_aws_sdk_and_less_than_4_mb() throws IOException {
        assertThat(files(WAR))
                .contains("org/schemeless/eventstore/jpa/JpaEventStorage.class")
                .noneMatch(file -> file.startsWith("software/amazon/"))
                .noneMatch(file -> file.startsWith("org/schemeless/eventstore/dynamodb/"));
        assertThat(WAR.toFile().length()).isLessThan(4_000_000);
    }

    @Test
    void the_full_war_has_both_storages() throws IOException {
        assertThat(files(Path.of("target", "eventstore.war")))
                .contains("org/schemeless/eventstore/jpa/JpaEventStorage.class")
                .contains("org/schemeless/eventstore/dynamodb/DynamoDbEventStorage.class")
                .contains("software/amazon/awssdk/services/dynamodb/DynamoDbClient.class");
    }

    @Test
    void keeps_events_in_a_database() throws Exception {
        try (PayaraMicro server = PayaraMicro.onH2(WAR)) {
            URI stream = server.uri().resolve("api/streams/account/small/events");
            HttpRequest append = HttpRequest.newBuilder(stream)
                    .header("Content-Type", "application/json")
                    .header("If-None-Match", "*")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"opened\",\"payload\":{\"limit\":7}}"))
                    .build();

            assertThat(send(append).statusCode()).isEqualTo(201);

            HttpResponse<String> read = send(HttpRequest.newBuilder(stream).build());
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).contains("\"type\":\"opened\"");
        }
    }

    @Test
    void says_what_is_missing_if_dynamodb_is_chosen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PayaraMicro.onH2(Map.of("EVENTSTORE_STORAGE", "dynamodb"), WAR))
                .withMessageContaining("eventstore.storage is \"dynamodb\", but eventstore-dynamodb.jar is not in the"
                        + " application: deploy the WAR eventstore-full");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The names of all files in the archive, and in the archives within it. */
    private static List<String> files(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return files(in);
        }
    }

    private static List<String> files(InputStream archive) throws IOException {
        List<String> files = new ArrayList<>();
        ZipInputStream entries = new ZipInputStream(archive);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            files.add(entry.getName());
            if (entry.getName().endsWith(".jar")) {
                files.addAll(files(entries));
            }
        }
        return files;
    }
}
