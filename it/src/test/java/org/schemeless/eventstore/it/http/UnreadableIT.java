/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.local.LocalServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Somebody has deleted the object of a large event. */
@HttpTest
@Tag("s3")
class UnreadableIT {

    private static final String BUCKET = "events";

    private final Store store = Servers.spoiled();
    private final String stream = Names.freshStream();
    private final String lost = Names.fresh("e");
    private final String kept = Names.fresh("e");

    @Test
    void an_event_whose_object_is_gone_is_named_and_others_are_read() {
        String link = Names.fresh("c");
        store.post(stream, "[" + large(lost, link) + "," + large(kept, link) + "]")
                .is(201);
        delete(lost);

        assertNamed(store.get("events/" + lost));
        assertNamed(store.get("events?id=" + lost));
        assertNamed(store.get(stream));
        assertNamed(store.get("events?correlationId=" + link));
        assertThat(store.get("events/" + kept).is(200).object().getString("payload"))
                .hasSize(500_000);
        assertThat(store.get(stream + "?after=1").is(200).events()).hasSize(1);
        store.head(stream).is(500);
        assertThat(store.head(stream + "?after=1").is(200).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void the_stream_goes_on() {
        store.post(stream, large(lost, "c")).is(201);
        delete(lost);
        store.post(stream, "{\"type\":\"t\",\"payload\":1}", "If-Match", "\"1\"")
                .is(201);
        store.get("/health/ready").is(200);
    }

    private void assertNamed(Reply reply) {
        assertThat(reply.problem(500, "unreadable-event").getString("id")).isEqualTo(lost);
        assertThat(reply.body()).doesNotContain("s3://", BUCKET + "/");
    }

    private static String large(String id, String correlationId) {
        return "{\"id\":\"" + id + "\",\"type\":\"t\",\"correlationId\":\"" + correlationId + "\",\"payload\":\""
                + "x".repeat(500_000) + "\"}";
    }

    private static void delete(String id) {
        String name = "/" + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
        AwsBasicCredentials credentials = AwsBasicCredentials.create(LocalServer.CREDENTIAL, LocalServer.CREDENTIAL);
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(Servers.s3().endpoint())
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            List<String> keys = s3.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .filter(key -> key.contains(name + "/"))
                    .toList();
            assertThat(keys).hasSize(1);
            s3.deleteObject(request -> request.bucket(BUCKET).key(keys.get(0)));
        }
    }
}
