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

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.RawRequest;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** The log of one store is brought into another one, which keeps its events elsewhere. */
@HttpTest
class LogImportIT {

    private static final String LINES = "application/x-ndjson";
    private static final String ADMIN = "Bearer " + Servers.ADMIN;

    private final Store source = Servers.exporting();
    private final Store target = Servers.importing();
    private final String domain = Names.fresh("moved");
    private final String a = Names.fresh("a");
    private final String b = Names.fresh("b");

    @Test
    void a_store_moves_to_another_backend_and_back() {
        long before = source.end();
        appendVarious(source);
        long end = source.end();
        String log = export(source, before);

        JsonObject result = importInto(target, log).is(200).object();

        int events = (int) log.lines().count();
        assertThat(result.getInt("events")).isEqualTo(events);
        assertThat(result.getInt("stored")).isEqualTo(events);
        assertThat(result.getInt("position")).isEqualTo(end);
        List<JsonObject> moved = export(target, target.end() - events)
                .lines()
                .map(LogImportIT::withoutPosition)
                .toList();
        assertThat(moved)
                .isEqualTo(log.lines().map(LogImportIT::withoutPosition).toList());
        assertThat(importInto(source, export(target, target.end() - events))
                        .is(200)
                        .object()
                        .getInt("stored"))
                .isZero();
    }

    @Test
    void what_was_cut_off_is_sent_again_from_anywhere_before() {
        List<String> lines = lines(a, 1, 1500);
        String half = lines.get(1499).substring(0, 40);
        RawRequest.abandon(
                target,
                "POST /eventstore/api/log HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + LINES
                        + "\r\nContent-Length: 10000000\r\n\r\n" + text(lines.subList(0, 1499)) + half);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> sequence(a) >= 1000); // not all servers give what came last before the connection broke

        JsonObject again = importInto(target, text(lines)).is(200).object();

        assertThat(again.getInt("events")).isEqualTo(1500);
        assertThat(again.getInt("stored")).isBetween(1, 500);
        assertThat(importInto(target, text(lines.subList(700, 1500)))
                        .is(200)
                        .object()
                        .getInt("stored"))
                .isZero();
        assertThat(payloads(a)).isEqualTo(IntStream.rangeClosed(1, 1500).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1000, 1001})
    void lines_that_come_twice_are_passed_by_wherever_a_batch_ends(int count) {
        List<String> lines = new ArrayList<>(lines(a, 1, count));
        lines.addAll(List.copyOf(lines));

        JsonObject result = importInto(target, text(lines)).is(200).object();

        assertThat(result.getInt("events")).isEqualTo(2 * count);
        assertThat(result.getInt("stored")).isEqualTo(count);
        assertThat(payloads(a))
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void of_two_lines_that_differ_the_second_is_named() {
        List<String> lines = new ArrayList<>(lines(a, 1, 3));
        lines.add(lines.get(1).replace("\"payload\":2", "\"payload\":22"));

        JsonObject problem = importInto(target, text(lines)).problem(409, "duplicate-event");

        assertThat(problem.getInt("line")).isEqualTo(4);
        assertThat(problem.getInt("events")).isZero();
    }

    @Test
    void two_that_bring_the_same_log_at_once_do_not_disturb_each_other() {
        String log = text(lines(a, 1, 2500));
        List<CompletableFuture<Reply>> imports = Stream.of(log, log, log)
                .map(one -> CompletableFuture.supplyAsync(() -> importInto(target, one)))
                .toList();
        imports.forEach(
                one -> assertThat(one.join().is(200).object().getInt("events")).isEqualTo(2500));
        assertThat(payloads(a)).isEqualTo(IntStream.rangeClosed(1, 2500).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": | 400 | malformed | not JSON",
                "{} {} | 422 | invalid-event | domain",
                "7 | 422 | invalid-event | no object",
                "{\"type\":\"/eventstore/problems/unavailable\",\"status\":503} | 422 | invalid-event | status",
                "{\"id\":\"x\",\"domain\":\"d\",\"type\":\"t\",\"payload\":1} | 422 | invalid-event | sequence"
            })
    void a_wrong_line_is_named_and_what_stands_before_it_is_stored(
            String wrong, int status, String name, String about) {
        List<String> lines = new ArrayList<>(lines(a, 1, 1200));
        lines.add(1105, wrong);

        JsonObject problem = importInto(target, text(lines)).problem(status, name);

        assertThat(problem.getInt("line")).isEqualTo(1106);
        assertThat(problem.getInt("events")).isEqualTo(1105);
        assertThat(problem.getInt("stored")).isEqualTo(1105);
        assertThat(problem.getInt("position")).isEqualTo(1105);
        assertThat(problem.getString("detail"))
                .startsWith("Line 1106, after 1105 events")
                .contains(about);
        assertThat(payloads(a)).hasSize(1105);
    }

    @Test
    void a_stream_that_differs_is_refused_with_its_batch() {
        importInto(target, text(lines(a, 1, 3))).is(200);
        List<String> lines = new ArrayList<>(lines(b, 1, 1001));
        lines(a, 1, 4).forEach(line -> lines.add(line.replace("\"id\":\"", "\"id\":\"x")));

        JsonObject problem = importInto(target, text(lines)).problem(409, "concurrency-error");

        assertThat(problem.getInt("line")).isEqualTo(1002);
        assertThat(problem.getInt("events")).isEqualTo(1000);
        assertThat(problem.getJsonObject("stream").getString("identifier")).isEqualTo(a);
        assertThat(problem.getInt("expected")).isZero();
        assertThat(problem.getInt("found")).isEqualTo(3);
        assertThat(payloads(a)).hasSize(3);
        assertThat(payloads(b)).hasSize(1000);
    }

    @Test
    void an_id_that_belongs_to_another_event_is_refused() {
        String line = lines(a, 1, 1).get(0);
        importInto(target, line).is(200);
        JsonObject problem = importInto(target, line.replace("\"payload\":1", "\"payload\":2"))
                .problem(409, "duplicate-event");
        assertThat(problem.getInt("line")).isEqualTo(1);
        assertThat(line).contains("\"" + problem.getString("id") + "\"");
    }

    @Test
    @Tag("front")
    void an_import_may_be_larger_than_a_body_and_a_line_may_not() {
        Store guarded = Servers.guarded();
        String log = text(lines(a, 1, 200));
        assertThat(log.length()).isGreaterThan(2 * Servers.SMALL_BODY);
        guarded.postAs(LINES, "log", log, "Authorization", ADMIN).is(200);

        String large = line(a, 201, "\"" + "x".repeat(Servers.SMALL_BODY) + "\"");
        JsonObject problem = guarded.postAs(LINES, "log", log + large, "Authorization", ADMIN)
                .problem(413, "too-large");
        assertThat(problem.getInt("limit")).isEqualTo(Servers.SMALL_BODY);
        assertThat(problem.getInt("line")).isEqualTo(201);
        assertThat(problem.getInt("events")).isEqualTo(200);
    }

    @Test
    void empty_lines_are_passed_by_and_the_last_line_need_not_end() {
        List<String> lines = lines(a, 1, 3);
        String log = "\n" + lines.get(0) + "\r\n\n\n" + lines.get(1) + "\n" + lines.get(2);
        assertThat(importInto(target, log).is(200).object().getInt("stored")).isEqualTo(3);
        JsonObject nothing = importInto(target, "").is(200).object();
        assertThat(nothing)
                .isEqualTo(Json.createObjectBuilder(Map.of("events", 0, "stored", 0))
                        .build());
    }

    @Test
    void only_lines_in_utf_8_are_read() {
        target.post("log", "{}").problem(415, "unsupported-media-type");
        target.postAs(LINES + ";charset=iso-8859-1", "log", "{}").problem(415, "unsupported-media-type");
        target.postAs(LINES, "log", "{}", "Content-Encoding", "gzip").problem(415, "unsupported-media-type");
    }

    private void appendVarious(Store store) {
        String unusual = Names.events(domain + "::/ü", "#😀%");
        store.post(unusual, "{\"type\":\"t\",\"payload\":{\"n\":1.10,\"\":null},\"meta\":{\"by\":\"me\"}}")
                .is(201);
        store.post("streams/" + domain + "/events", "{\"type\":\"t\",\"payload\":null,\"correlationId\":\"c\"}")
                .is(201);
        String batch = IntStream.rangeClosed(1, 1100)
                .mapToObj(i -> "{\"domain\":\"" + domain + "\",\"identifier\":\"" + i % 7
                        + "\",\"type\":\"t\",\"payload\":" + i + "}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        store.post("events", batch).is(201);
        store.post(
                        Names.events(domain, "large"),
                        "[{\"type\":\"t\",\"causationId\":\"c\",\"payload\":\"" + "x".repeat(3_000_000)
                                + "\"},{\"type\":\"t\",\"payload\":\"" + "ü".repeat(3_000_000) + "\"}]")
                .is(201);
    }

    private List<String> lines(String identifier, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> line(identifier, i, Integer.toString(i)))
                .toList();
    }

    /** A line of another store's log, in which this stream is alone. */
    private String line(String identifier, int sequence, String payload) {
        return "{\"id\":\"" + identifier + "-" + sequence + "\",\"domain\":\"" + domain + "\",\"identifier\":\""
                + identifier
                + "\",\"type\":\"t\",\"sequence\":" + sequence + ",\"position\":" + sequence + ",\"payload\":" + payload
                + ",\"created\":\"2001-02-03T04:05:06.123456Z\"}";
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static Reply importInto(Store store, String log) {
        return store.postAs(LINES, "log", log);
    }

    private static String export(Store store, long after) {
        return store.get("log?after=" + after, "Accept", LINES).is(200).body();
    }

    private static JsonObject withoutPosition(String line) {
        return Json.createObjectBuilder(Reply.object(line)).remove("position").build();
    }

    private int sequence(String identifier) {
        String tag = target.head(Names.events(domain, identifier)).header("ETag");
        return Integer.parseInt(tag.replace("\"", ""));
    }

    private List<Integer> payloads(String identifier) {
        return target.eventsByPages(Names.events(domain, identifier) + "?limit=1000").stream()
                .map(event -> event.getInt("payload"))
                .toList();
    }
}
