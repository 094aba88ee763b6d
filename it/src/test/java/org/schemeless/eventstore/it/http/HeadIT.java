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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** HEAD answers what GET would, less the body. */
@HttpTest
@Timeout(180)
@Tag("front")
class HeadIT {

    private static final List<String> HEADERS =
            List.of("ETag", "Link", "Vary", "Allow", "Content-Type", "Cache-Control", "X-Accel-Buffering");

    private final Store store = Servers.open();
    private final String link = Names.fresh("c");
    private final String id = Names.fresh("e");
    private final String stream = Names.freshStream();

    HeadIT() {
        store.post(
                        stream,
                        "[{\"id\":\"" + id + "\",\"type\":\"t\",\"payload\":1,\"correlationId\":\"" + link + "\"},"
                                + "{\"type\":\"t\",\"payload\":\"ü\",\"correlationId\":\"" + link + "\"}]")
                .is(201);
        store.end(); // an event that gets its position between two answers would make one longer
    }

    @Test
    void of_a_stream() {
        assertThat(assertAsGet(200, stream).headers().firstValue("Link")).isEmpty();
        assertThat(assertAsGet(200, stream + "?limit=1").headers().firstValue("Link"))
                .isPresent();
        assertAsGet(200, stream + "?after=1&limit=1");
        assertAsGet(200, stream, "Accept", "application/cloudevents-batch+json");
        assertAsGet(422, stream + "?limit=0");
        assertAsGet(422, stream + "?after=x");
        assertAsGet(200, stream.replaceFirst("streams/http/(.*)/events", "events?domain=http&identifier=$1&limit=1"));
        assertAsGet(200, Names.freshStream());
    }

    @Test
    void under_a_condition() {
        assertAsGet(304, stream, "If-None-Match", "\"2\"");
        assertAsGet(304, stream, "If-None-Match", "W/\"2\"");
        assertAsGet(304, stream, "If-None-Match", "*");
        assertAsGet(200, stream, "If-None-Match", "\"02\"");
        assertAsGet(200, stream, "If-Match", "\"1\", \"2\"");
        assertAsGet(304, stream, "If-Match", "\"2\"", "If-None-Match", "\"2\"");
        assertAsGet(412, stream, "If-Match", "\"1\"", "If-None-Match", "\"2\"");
        assertAsGet(400, stream, "If-Match", "2");
        assertAsGet(412, stream, "If-Match", "\"abc\"");
        assertAsGet(200, stream, "If-None-Match", "\"abc\"");
    }

    @Test
    void of_look_ups() {
        assertAsGet(200, "events?correlationId=" + link);
        assertThat(assertAsGet(200, "events?correlationId=" + link + "&limit=1")
                        .headers()
                        .firstValue("Link"))
                .isPresent();
        assertAsGet(200, "events/" + id);
        assertAsGet(200, "events/" + id, "Accept", "application/cloudevents+json");
        assertAsGet(404, "events/" + Names.fresh("nobody"));
        assertAsGet(422, "events");
        assertAsGet(404, "nothing");
        assertAsGet(406, stream, "Accept", "text/html");
    }

    @Test
    void of_the_log() {
        long end = store.end();
        assertAsGet(200, "log?limit=1&after=" + (end - 2));
        assertAsGet(422, "log?limit=0");
        for (String type : List.of("application/x-ndjson", "text/event-stream")) {
            assertAsGet(200, "log?after=" + end, "Accept", type);
            assertAsGet(422, "log?after=x", "Accept", type);
            assertAsGet(422, "log?limit=1", "Accept", type);
            assertAsGet(422, "log?after=" + Long.MAX_VALUE, "Accept", type);
        }
        assertAsGet(422, "log", "Accept", "text/event-stream", "Last-Event-ID", "x");
    }

    /**
     * Clients made from a document that says of an answer to HEAD only that it may be a problem ask for nothing else.
     */
    @Test
    void for_whom_takes_problems_only() {
        Reply reply = store.head(stream, "Accept", "application/problem+json").is(200);
        assertThat(reply.header("ETag")).isEqualTo("\"2\"");
        store.head("events/" + id, "Accept", "application/problem+json").is(200);
        store.head("log", "Accept", "application/problem+json").is(200);
    }

    private HttpResponse<?> assertAsGet(int status, String path, String... headers) {
        HttpResponse<?> head = store.open("HEAD", path, BodyPublishers.noBody(), BodyHandlers.discarding(), headers);
        boolean isLive = List.of(headers).contains("text/event-stream") && status == 200;
        HttpResponse<byte[]> get = store.open(
                "GET", path, BodyPublishers.noBody(), isLive ? HeadIT::headOnly : BodyHandlers.ofByteArray(), headers);
        assertThat(get.statusCode()).as("GET %s", path).isEqualTo(status);
        assertThat(head.statusCode()).as("HEAD %s", path).isEqualTo(status);
        for (String name : HEADERS) {
            assertThat(head.headers().allValues(name))
                    .as("%s of HEAD %s", name, path)
                    .isEqualTo(get.headers().allValues(name));
        }
        if (!isLive) {
            head.headers()
                    .firstValueAsLong("Content-Length")
                    .ifPresent(length -> assertThat(length)
                            .as("Content-Length of HEAD %s", path)
                            .isEqualTo(get.body().length));
        }
        return head;
    }

    /** Ends the connection of an answer that would never end. */
    private static BodySubscriber<byte[]> headOnly(ResponseInfo response) {
        return BodySubscribers.mapping(BodySubscribers.ofInputStream(), body -> {
            try (body) {
                return new byte[0];
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
