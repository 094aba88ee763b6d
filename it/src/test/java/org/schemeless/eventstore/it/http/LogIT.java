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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** The log by pages, and as lines to its end. */
@HttpTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LogIT {

    private static final String LINES = "application/x-ndjson";

    private final Store store = Servers.open();

    /** What other tests have written stands before it, large events among it. */
    private final long start = store.end();

    private final String first = Names.fresh("first");
    private final String second = Names.fresh("second");

    @Test
    void pages_show_what_was_acknowledged_before_in_the_order_of_positions() {
        append(first, 1, 3);
        append(second, 1, 2);
        append(first, 4, 5);
        List<JsonObject> log = pages(2);
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
        Reply reply = store.get("log?after=" + start, "Accept", LINES).is(200);
        assertThat(reply.header("Content-Type")).startsWith(LINES);
        List<JsonObject> log = reply.lines();
        assertDense(log);
        assertThat(payloads(log, first))
                .isEqualTo(IntStream.rangeClosed(1, 1000 * thousands).boxed().toList());
        assertThat(log).isEqualTo(pages(1000));
    }

    /** Only while others write more than gets positions an answer says so, but each may be asked so. */
    @Test
    void lines_end_with_what_was_there_at_an_earlier_answer() {
        append(first, 1, 3);
        long end = store.end();
        String all = "9".repeat(38);

        Reply reply = store.get("log?after=" + (end - 2) + "&until=" + all, "Accept", LINES)
                .is(200);

        assertThat(payloads(reply.lines(), first)).containsExactly(2, 3);
        assertThat(reply.header("Link")).isEmpty();
        for (String other : List.of("", "-1", "x", all + "9")) {
            store.get("log?after=0&until=" + other, "Accept", LINES).invalid("until");
        }
        store.get("log?after=0&until=" + all).invalid("until");
    }

    @Test
    void lines_go_on_after_any_position() {
        append(first, 1, 10);
        List<JsonObject> log =
                store.get("log?after=" + start, "Accept", LINES).is(200).lines();
        assertThat(log).hasSize(10);
        for (int passed : List.of(1, 6, 9, 10)) {
            assertThat(store.get("log?after=" + (start + passed), "Accept", LINES)
                            .is(200)
                            .lines())
                    .isEqualTo(log.subList(passed, 10));
        }
    }

    @Test
    void large_events_come_whole() {
        String text = "ü".repeat(1_000_000);
        store.post(Names.events("log", first), "{\"type\":\"t\",\"payload\":\"" + text + "\"}")
                .is(201);
        append(first, 2, 2);
        store.end();
        List<JsonObject> log =
                store.get("log?after=" + start, "Accept", LINES).is(200).lines();
        assertThat(log).hasSize(2);
        assertThat(log.get(0).getString("payload")).isEqualTo(text);
        assertThat(log.get(1).getInt("payload")).isEqualTo(2);
    }

    @Test
    void a_page_of_large_events_ends_early_and_leads_on() {
        long end = store.end();
        String event = "{\"type\":\"t\",\"payload\":\"" + "x".repeat(1_000_000) + "\"}";
        store.post(Names.events("log", first), Collections.nCopies(45, event).toString())
                .is(201);
        store.end();
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
    @CsvSource(
            delimiter = '|',
            value = {
                LINES + " | after, until, domain, type, since, before, upcast, sealed",
                "text/event-stream | after, domain, type, since, before, upcast"
            })
    void what_is_not_known_in_one_form_is_refused_in_it(String accept, String known) {
        JsonObject problem = store.get("log?stream=a", "Accept", accept).invalid("stream");
        assertThat(problem.getString("limit")).isEqualTo(known);
        store.head("log?stream=a", "Accept", accept).is(422);
        store.get("log?after=0&after=1", "Accept", accept).invalid("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    void events_of_some_domains_and_types_alone(String accept) {
        long end = store.end();
        String one = Names.fresh("one & ü+");
        String two = Names.fresh("two");
        String opened = Names.fresh("opened/#");
        String closed = Names.fresh("closed");
        append(one, opened, 1);
        append(one, closed, 2);
        append(two, opened, 3);
        append(two, closed, 4);
        append(one, opened, 5);
        append(two, Names.fresh("other"), 6);

        assertThat(found(accept, end, 3, "domain", one)).containsExactly(1, 2, 5);
        assertThat(found(accept, end, 3, "type", opened)).containsExactly(1, 3, 5);
        assertThat(found(accept, end, 1, "domain", one, "type", closed)).containsExactly(2);
        assertThat(found(accept, end, 3, "type", opened, "domain", two, "domain", one))
                .containsExactly(1, 3, 5);
        assertThat(found(accept, end, 2, "type", opened, "domain", two, "type", closed))
                .containsExactly(3, 4);
        assertThat(found(accept, end + 2, 2, "type", opened)).containsExactly(3, 5);
    }

    /** The payloads of those that are found in one of the three forms; live, so many of them. */
    private List<Integer> found(String accept, long after, int count, String... filter) {
        String path = "log?after=" + after + query(filter);
        return switch (accept) {
            case LINES -> payloads(store.get(path, "Accept", LINES).is(200).lines());
            case "text/event-stream" ->
                payloads(store.firstLines(path, 2 + 3 * count, "Accept", accept)
                        .is(200)
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> Reply.object(line.substring(6)))
                        .toList());
            default -> {
                List<Integer> events = payloads(store.get(path).is(200).events());
                assertThat(payloads(store.eventsByPages(path + "&limit=1"))).isEqualTo(events);
                yield events;
            }
        };
    }

    private static String query(String... filter) {
        return IntStream.range(0, filter.length / 2)
                .mapToObj(i -> "&" + filter[2 * i] + "=" + Names.encoded(filter[2 * i + 1]))
                .collect(Collectors.joining());
    }

    @Test
    void a_page_of_some_counts_those_and_leads_on_after_the_last_that_was_looked_at() {
        long end = store.end();
        String domain = Names.fresh("d&");
        append(domain, "a", 1);
        append(first, 1, 3);
        store.end();
        append(domain, "b", 2);
        append(first, 4, 4);
        String filter = query("domain", domain, "type", "a", "type", "b");

        Reply page = store.get("log?limit=1&after=" + end + filter).is(200);
        assertThat(payloads(page.events())).containsExactly(1);
        assertThat(page.header("Eventstore-Position")).isEqualTo(Long.toString(end + 1));
        assertThat(page.next()).endsWith("log?after=" + (end + 1) + "&limit=1" + filter);
        assertThat(store.head("log?limit=1&after=" + end + filter).is(200).next())
                .isEqualTo(page.next());

        Reply next = store.get(page.next()).is(200);
        assertThat(payloads(next.events())).containsExactly(2);
        assertThat(next.header("Eventstore-Position")).isEqualTo(Long.toString(end + 5));
        Reply last = store.get(next.next()).is(200);
        assertThat(last.events()).isEmpty();
        assertThat(last.header("Eventstore-Position")).isEqualTo(Long.toString(end + 6));
        assertThat(last.next()).isEmpty();
    }

    @Test
    void where_nothing_matches_the_answer_says_that_it_looked_to_the_end() {
        append(first, 1, 5);
        String end = Long.toString(store.end());
        String filter = query("type", Names.fresh("nothing"));

        Reply page = store.get("log?limit=1&after=" + start + filter).is(200);
        while (!page.next().isEmpty()) {
            assertThat(page.events()).isEmpty();
            page = store.get(page.next()).is(200);
        }
        assertThat(page.events()).isEmpty();
        assertThat(page.header("Eventstore-Position")).isEqualTo(end);
        Reply lines = store.get("log?after=" + start + filter, "Accept", LINES).is(200);
        assertThat(lines.body()).isEmpty();
        assertThat(lines.header("Eventstore-Position")).isEqualTo(end);
        assertThat(store.head("log?after=" + start + filter, "Accept", LINES)
                        .is(200)
                        .header("Eventstore-Position"))
                .isEqualTo(end);
    }

    /** More events than one page looks at. */
    @Test
    @Tag("many")
    void a_page_and_who_follows_live_hear_how_far_was_looked_at_in_vain() {
        long end = store.end();
        for (int i = 0; i < 11; i++) {
            append(first, 1, 1_000);
        }
        store.end();
        String path = "log?after=" + end + query("type", Names.fresh("nothing"));

        Reply page = store.get(path).is(200);
        assertThat(page.events()).isEmpty();
        assertThat(page.header("Eventstore-Position")).isEqualTo(Long.toString(end + 10_000));
        Reply rest = store.get(page.next()).is(200);
        assertThat(rest.events()).isEmpty();
        assertThat(rest.header("Eventstore-Position")).isEqualTo(Long.toString(end + 11_000));
        assertThat(rest.next()).isEmpty();

        String told = store.firstLines(path, 3, "Accept", "text/event-stream")
                .is(200)
                .body()
                .lines()
                .toList()
                .get(2);
        assertThat(told).startsWith("id: ");
        assertThat(Long.parseLong(told.substring(4))).isBetween(end + 10_000, end + 10_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    void a_name_that_no_event_can_have_is_not_looked_for(String accept) {
        store.get("log?domain=", "Accept", accept).invalid("domain");
        store.get("log?domain=a&domain", "Accept", accept).invalid("domain");
        store.get("log?type=%20t", "Accept", accept).invalid("type");
        store.get("log?type=" + "t".repeat(201), "Accept", accept).invalid("type");
        store.head("log?type=", "Accept", accept).is(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES, "text/event-stream"})
    @Tag("front")
    void the_log_is_for_readers(String accept) {
        Store guarded = Servers.guarded();
        guarded.get("log", "Accept", accept).problem(401, "unauthorized");
        JsonObject problem = guarded.get("log", "Accept", accept, "Authorization", "Bearer " + Servers.POSTER)
                .problem(403, "forbidden");
        assertThat(problem.getString("role")).isEqualTo("reader");
        guarded.head("log", "Authorization", "Bearer " + Servers.POSTER).is(403);
    }

    @Test
    @Tag("front")
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

    /** Gives it its position before the next one is appended. */
    private void append(String domain, String type, int payload) {
        store.post(
                        "events",
                        "{\"events\":[{\"domain\":\"%s\",\"type\":\"%s\",\"payload\":%d}]}"
                                .formatted(domain, type, payload))
                .is(201);
        store.end();
    }

    private void append(String identifier, int from, int to) {
        String events = IntStream.rangeClosed(from, to)
                .mapToObj(i -> "{\"type\":\"t\",\"payload\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
        store.post(Names.events("log", identifier), events).is(201);
    }

    private List<JsonObject> pages(int limit) {
        return store.eventsByPages("log?limit=" + limit + "&after=" + start);
    }

    private void assertDense(List<JsonObject> log) {
        assertThat(log.stream().map(event -> event.getJsonNumber("position").longValue() - start))
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
    }

    private static List<Integer> payloads(List<JsonObject> log, String identifier) {
        return payloads(log.stream()
                .filter(event -> event.getString("identifier", "").equals(identifier))
                .toList());
    }

    private static List<Integer> payloads(List<JsonObject> events) {
        return events.stream().map(event -> event.getInt("payload")).toList();
    }
}
