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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.RawRequest;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** Large bodies, on a server of 512 MiB. */
@HttpTest
class BodiesIT {

    private static final int MIB = 1024 * 1024;

    private final Store store = Servers.open();
    private final String stream = Names.freshStream();

    @Test
    void thirty_events_of_500_000_characters_go_in_and_come_out() {
        post(stream, 30, 500_000).is(201);
        int found = 0;
        for (String page = stream + "?limit=5"; !page.isEmpty(); ) {
            Reply reply = store.get(page).is(200);
            assertThat(reply.events())
                    .allSatisfy(event -> assertThat(event.getString("payload")).hasSize(500_000));
            found += reply.events().size();
            page = reply.next();
        }
        assertThat(found).isEqualTo(30);
    }

    @Test
    void batches_of_34_megabytes_pass_one_after_another() {
        for (int i = 0; i < 4; i++) {
            post(Names.freshStream(), 68, 500_000).is(201);
        }
    }

    @Test
    void more_than_64_mebibytes_are_refused_while_they_are_sent() {
        post(stream, 140, 500_000).problem(413, "too-large");
        assertThat(store.head(stream).is(200).header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    void a_declared_length_is_enough_to_refuse() {
        String answer = RawRequest.send(
                store,
                "POST /eventstore/api/" + stream + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + 5000L * MIB + "\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "/too-large");
    }

    @Test
    @Tag("front")
    void the_limit_is_a_setting() {
        Store guarded = Servers.guarded();
        String body = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(Servers.SMALL_BODY) + "\"}";
        assertThat(guarded.post(stream, body, "Authorization", "Bearer " + Servers.WRITER, "If-None-Match", "*")
                        .problem(413, "too-large")
                        .getInt("limit"))
                .isEqualTo(Servers.SMALL_BODY);
    }

    @Test
    void a_page_of_large_events_ends_early_and_leads_on() {
        post(stream, 30, 1_000_000).is(201);
        post(stream, 30, 1_000_000).is(201);
        Reply first = store.get(stream + "?limit=1000").is(200);
        assertThat(first.events()).hasSizeBetween(30, 40);
        assertThat(first.header("ETag")).isEqualTo("\"60\"");
        Reply second = store.get(first.next()).is(200);
        assertThat(second.next()).isEmpty();
        assertThat(Stream.concat(first.events().stream(), second.events().stream()))
                .extracting(event -> event.getInt("sequence"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"payload, x", "payload, 1", "type, x"})
    void a_string_or_number_of_60_megabytes_is_refused_while_it_is_sent(String member, String filling) {
        String start = "{\"" + member + "\":" + (filling.equals("x") ? "\"" : "");
        store.send(
                        "POST",
                        stream,
                        BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                                bytes(start),
                                new SequenceInputStream(Collections.enumeration(
                                        Collections.nCopies(60, filling.repeat(1_000_000)).stream()
                                                .map(BodiesIT::bytes)
                                                .toList())))),
                        "Content-Type",
                        "application/json")
                .invalid(member);
    }

    /** Whoever announces much, sends some of it and goes away, or sends what is refused, keeps nobody out. */
    @Test
    void what_bodies_took_is_given_back_whatever_end_they_have() {
        for (int i = 0; i < 20; i++) {
            RawRequest.abandon(
                    store,
                    "POST /eventstore/api/" + stream + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + 30 * MIB + "\r\n\r\n"
                            + "{\"type\":\"t\",\"payload\":\"" + "x".repeat(MIB));
            store.send(
                            "POST",
                            stream,
                            BodyPublishers.ofString("[" + "x".repeat(MIB)),
                            "Content-Type",
                            "application/json")
                    .isAmong(400, 503);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> post(stream, 30, 1_000_000).isAmong(201, 503).status() == 201);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply post(String path, int events, int characters) {
        return store.send(
                "POST",
                path,
                BodyPublishers.ofInputStream(() -> batch(events, characters)),
                "Content-Type",
                "application/json");
    }

    /** An array of events that is made while it is read. */
    private static InputStream batch(int events, int characters) {
        String event = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(characters) + "\"}";
        List<InputStream> parts = IntStream.rangeClosed(0, events)
                .mapToObj(i -> i == 0 ? "[" + event : i < events ? "," + event : "]")
                .map(BodiesIT::bytes)
                .toList();
        return new SequenceInputStream(Collections.enumeration(parts));
    }
}
