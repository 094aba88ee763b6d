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

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log by pages, and as lines to its end. */
@HttpTest
class LogIT {

    private static final String LINES = "application/x-ndjson";

    private final Store store = Servers.open();
    private final String first = Names.fresh("first");
    private final String second = Names.fresh("second");

    @Test
    void pages_show_what_was_acknowledged_before_in_the_order_of_positions() {
        append(first, 1, 3);
        append(second, 1, 2);
        append(first, 4, 5);
        List<JsonObject> log = pages(7);
        assertDense(log);
        assertThat(payloads(log, first)).containsExactly(1, 2, 3, 4, 5);
        assertThat(payloads(log, second)).containsExactly(1, 2);
    }

    @Test
    void a_full_page_leads_on_only_if_there_is_more() {
        append(first, 1, 3);
        long end = store.end();
        assertThat(store.get("log?limit=2&after=" + (end - 3)).is(200).next())
                .endsWith("log?after=" + (end - 1) + "&limit=2");
        Reply last = store.get("log?limit=2&after=" + (end - 2)).is(200);
        assertThat(last.next()).isEmpty();
        assertThat(last.events()).hasSize(2);
        assertThat(store.get("log?after=" + end).is(200).events()).isEmpty();
    }

    @Test
    void a_page_is_there_in_cloud_events() {
        append(first, 1, 1);
        long end = store.end();
        Reply page = store.get("log?after=" + (end - 1), "Accept", "application/cloudevents-batch+json")
                .is(200);
        assertThat(page.json().asJsonArray().getJsonObject(0).getString("position"))
                .isEqualTo(Long.toString(end));
    }

    @Test
    void lines_show_all_that_was_acknowledged_before_and_then_end() {
        int thousands = 4;
        for (int i = 0; i < thousands; i++) {
            append(first, 1000 * i + 1, 1000 * (i + 1));
        }
        store.end();
        Reply reply = store.get("log", "Accept", LINES).is(200);
        assertThat(reply.header("Content-Type")).startsWith(LINES);
        List<JsonObject> log = reply.lines();
        assertDense(log);
        assertThat(payloads(log, first))
                .isEqualTo(IntStream.rangeClosed(1, 1000 * thousands).boxed().toList());
        assertThat(log).isEqualTo(pages(1000));
    }

    @Test
    void lines_go_on_after_any_position() {
        append(first, 1, 10);
        List<JsonObject> log = store.get("log", "Accept", LINES).is(200).lines();
        for (int after : new int[] {1, log.size() - 4, log.size() - 1, log.size()}) {
            assertThat(store.get("log?after=" + after, "Accept", LINES).is(200).lines())
                    .isEqualTo(log.subList(after, log.size()));
        }
    }

    @Test
    void large_events_come_whole() {
        String text = "ü".repeat(1_000_000);
        store.post(Names.events("log", first), "{\"type\":\"t\",\"payload\":\"" + text + "\"}")
                .is(201);
        append(first, 2, 2);
        List<JsonObject> log = store.get("log", "Accept", LINES).is(200).lines();
        assertThat(log.get(log.size() - 2).getString("payload")).isEqualTo(text);
        assertThat(log.get(log.size() - 1).getInt("payload")).isEqualTo(2);
    }

    @Test
    void a_page_of_large_events_ends_early_and_leads_on() {
        long end = store.end();
        String event = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(1_000_000) + "\"}";
        store.post(Names.events("log", first), Collections.nCopies(45, event).toString())
                .is(201);
        Reply page = store.get("log?limit=1000&after=" + end).is(200);
        assertThat(page.events()).hasSizeBetween(30, 40);
        Reply rest = store.get(page.next()).is(200);
        assertThat(page.events().size() + rest.events().size()).isEqualTo(45);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void the_head_says_whether_there_is_more() {
        append(first, 1, 2);
        long end = store.end();
        Reply head = store.head("log?limit=1&after=" + (end - 2)).is(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.next()).endsWith("log?after=" + (end - 1) + "&limit=1");
        assertThat(store.head("log?limit=1&after=" + (end - 1)).is(200).next()).isEmpty();
        store.head("log", "Accept", LINES).is(200);
        store.head("log", "Accept", "text/event-stream").is(200);
        store.head("log?after=x").is(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    void after_is_a_number_from_0(String accept) {
        for (String after : List.of("-1", "x", "", "1.0", "9223372036854775808")) {
            store.get("log?after=" + after, "Accept", accept).invalid("after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    void there_is_nothing_to_follow_after_a_position_that_the_log_does_not_reach(String accept) {
        append(first, 1, 1);
        long end = store.end();
        assertThat(store.get("log?after=" + (end - 1)).is(200).events()).hasSize(1);
        JsonObject problem =
                store.get("log?after=" + (end + 1), "Accept", accept).invalid("after");
        assertThat(problem.getString("limit")).contains(Long.toString(end));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit"})
    void a_page_has_1_to_1000_events(String query, String field) {
        store.get("log?" + query).invalid(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINES, "text/event-stream"})
    void only_pages_have_a_limit(String accept) {
        store.get("log?limit=5", "Accept", accept).invalid("limit");
    }

    @Test
    void a_client_that_takes_anything_gets_a_page() {
        for (String accept : List.of("*/*", "application/*", "text/event-stream;q=0.5, application/json")) {
            assertThat(store.get("log?limit=1", "Accept", accept).is(200).header("Content-Type"))
                    .startsWith("application/json");
        }
        store.get("log", "Accept", "text/html").problem(406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    void the_log_is_for_readers(String accept) {
        Store guarded = Servers.guarded();
        guarded.get("log", "Accept", accept).problem(401, "unauthorized");
        JsonObject problem = guarded.get("log", "Accept", accept, "Authorization", "Bearer " + Servers.POSTER)
                .problem(403, "forbidden");
        assertThat(problem.getString("role")).isEqualTo("reader");
        guarded.head("log", "Authorization", "Bearer " + Servers.POSTER).is(403);
    }

    @Test
    void readers_may_have_it_as_lines_also_from_a_page_of_an_allowed_origin() {
        Reply reply = Servers.guarded()
                .get("log", "Accept", LINES, "Authorization", "Bearer " + Servers.READER, "Origin", Servers.ORIGIN)
                .is(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(Servers.ORIGIN);
        assertThat(reply.header("Vary")).contains("Origin", "Accept");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(Servers.guarded()
                        .get("log", "Accept", LINES, "Authorization", "Bearer " + Servers.READER, "Origin", "https://x")
                        .is(200)
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    /** In each form, and at once: what they commit meanwhile is more than gets positions on DynamoDB. */
    @Test
    void the_log_answers_while_others_write_without_a_rest() throws Exception {
        long end = store.end();
        AtomicBoolean answered = new AtomicBoolean();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!answered.get() && System.nanoTime() < deadline) {
                append(first, 1, 25);
            }
        });

        CompletableFuture<Reply> page = ask(() -> store.get("log?limit=1000&after=" + end));
        CompletableFuture<Reply> lines = ask(() -> store.get("log?after=" + end, "Accept", LINES));
        CompletableFuture<Reply> live =
                ask(() -> store.firstLines("log?after=" + end, 4, "Accept", "text/event-stream"));
        CompletableFuture.allOf(page, lines, live).get(1, TimeUnit.MINUTES);
        boolean inTime = System.nanoTime() < deadline;
        answered.set(true);
        writer.join();

        assertThat(inTime).as("answered while others wrote").isTrue();
        Reply shown = page.join().is(200);
        assertThat(shown.header("Eventstore-Position"))
                .isEqualTo(Long.toString(end + shown.events().size()));
        Reply listed = lines.join().is(200);
        assertThat(listed.header("Eventstore-Position"))
                .isEqualTo(Long.toString(end + listed.lines().size()));
        if (!listed.next().isEmpty()) {
            store.get(listed.next(), "Accept", LINES).is(200);
        }
        assertThat(live.join().is(200).body()).contains("\nid: " + (end + 1) + "\n");
    }

    private static CompletableFuture<Reply> ask(Supplier<Reply> question) {
        return CompletableFuture.supplyAsync(question, task -> new Thread(task).start());
    }

    private void append(String identifier, int from, int to) {
        String events = IntStream.rangeClosed(from, to)
                .mapToObj(i -> "{\"type\":\"t\",\"payload\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
        store.post(Names.events("log", identifier), events).is(201);
    }

    private List<JsonObject> pages(int limit) {
        return store.eventsByPages("log?limit=" + limit);
    }

    private static void assertDense(List<JsonObject> log) {
        assertThat(log.stream().map(event -> event.getInt("position")))
                .isEqualTo(IntStream.rangeClosed(1, log.size()).boxed().toList());
    }

    private static List<Integer> payloads(List<JsonObject> log, String identifier) {
        Stream<JsonObject> events =
                log.stream().filter(event -> event.getString("identifier", "").equals(identifier));
        return events.map(event -> event.getInt("payload")).toList();
    }
}
