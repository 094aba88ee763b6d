/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.example.ExampleArchive;
import org.schemeless.eventstore.it.tool.http.Http11;

/** The application that the documents show does what they say. */
interface ExampleContract {

    /** The root of the server's URLs, with a slash at its end. */
    URI server();

    @Test
    default void an_event_and_an_entity_are_stored_together() throws Exception {
        String account = UUID.randomUUID().toString();

        assertThat(send("POST", "api/accounts/" + account + "?amount=12.50").statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "api/accounts/" + account + "?amount=1.25").statusCode())
                .isEqualTo(204);

        assertThat(get("api/accounts/" + account + "/balance")).isEqualTo("13.75");
        assertThat(get("api/accounts/" + account + "/postings").lines()).hasSize(2);
    }

    @Test
    default void what_is_not_there_is_not_withdrawn() throws Exception {
        String account = UUID.randomUUID().toString();
        send("POST", "api/accounts/" + account + "?amount=12.50");

        HttpResponse<String> refused = send("POST", "api/accounts/" + account + "/withdrawals?amount=12.51");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("there is only 12.50");
        assertThat(send("POST", "api/accounts/" + account + "/withdrawals?amount=2.25")
                        .statusCode())
                .isEqualTo(204);

        assertThat(get("api/accounts/" + account + "/balance")).isEqualTo("10.25");
        assertThat(get("api/accounts/" + account + "/postings").lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0"})
    default void an_amount_that_is_not_above_0_is_refused(String amount) throws Exception {
        String account = UUID.randomUUID().toString();
        send("POST", "api/accounts/" + account + "?amount=12.50");

        for (String path : List.of("", "/withdrawals")) {
            HttpResponse<String> refused = send("POST", "api/accounts/" + account + path + "?amount=" + amount);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).startsWith("the amount is " + amount + ";");
        }

        assertThat(get("api/accounts/" + account + "/balance")).isEqualTo("12.50");
        assertThat(get("api/accounts/" + account + "/postings").lines()).hasSize(1);
    }

    @Test
    default void the_same_without_classes_of_events() throws Exception {
        String account = UUID.randomUUID().toString();
        String deposit = "api/accounts/" + account + "/plain?amount=1.25&order=" + UUID.randomUUID();
        send("POST", "api/accounts/" + account + "?amount=12.50");
        send("POST", "api/accounts/" + account + "/withdrawals?amount=2.50");

        assertThat(send("POST", deposit).statusCode()).isEqualTo(204);
        assertThat(send("POST", deposit).statusCode()).as("sent again").isEqualTo(204);

        assertThat(get("api/accounts/" + account + "/plain")).isEqualTo("11.25");
        assertThat(get("api/accounts/" + account + "/balance")).isEqualTo("11.25");
        assertThat(get("api/accounts/" + account + "/postings").lines()).hasSize(3);
    }

    @Test
    default void a_decider_and_an_upcaster_are_found_in_the_application() throws Exception {
        String account = UUID.randomUUID().toString();
        String first = "{\"type\":\"limit-raised\",\"payload\":{\"limit\":100}}";

        assertThat(append("limit/" + account, first)).isEqualTo(201);

        assertThat(send("POST", "api/limits/" + account + "?limit=50").body()).isEqualTo("1: 100 EUR");
        assertThat(send("POST", "api/limits/" + account + "?limit=200").body()).isEqualTo("2: 200 EUR");
        assertThat(get("eventstore/streams/limit/" + account + "/events?after=1"))
                .contains("\"payload\":{\"currency\":\"EUR\",\"limit\":200}", "\"schemaVersion\":2");
    }

    /**
     * One whole, one that is two steps today, one that is none, one of today's version.
     *
     * @return the log of their domain from before the first: what other tests have written is more than a page looks at
     */
    private String storeSteps(String walk) throws IOException, InterruptedException {
        String events = "[{\"id\":\"" + walk + "-a\",\"type\":\"stepped\",\"payload\":{\"to\":[1]}},"
                + "{\"id\":\"" + walk + "-b\",\"type\":\"stepped\",\"payload\":{\"to\":[2,3.50]},"
                + "\"meta\":{\"user\":\"ada\"}},"
                + "{\"id\":\"" + walk + "-c\",\"type\":\"stepped\",\"payload\":{\"to\":[]}},"
                + "{\"id\":\"" + walk + "-d\",\"type\":\"stepped\",\"payload\":{\"to\":4},"
                + "\"meta\":{\"schemaVersion\":2}}]";
        assertThat(append(walk + "/w", events)).isEqualTo(201);
        awaitPosition(walk + "-d");
        long first = json(get("eventstore/events/" + walk + "-a"))
                .getJsonNumber("position")
                .longValueExact();
        return "eventstore/log?after=" + (first - 1) + "&domain=" + walk;
    }

    private void awaitPosition(String id) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> get("eventstore/events/" + id).contains("\"position\":"));
    }

    /** What is told of events: the end of the id, the sequence, the index, the payload. */
    private static List<String> told(String list) {
        return json(list).getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(ExampleContract::told)
                .toList();
    }

    private static String told(JsonObject event) {
        String id = event.getString("id");
        return id.substring(id.length() - 1) + " " + event.getInt("sequence") + " " + event.get("index") + " "
                + event.get("payload") + " " + event.get("meta");
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    List<String> STEPS = List.of(
            "a 1 null {\"to\":1} {\"schemaVersion\":2}",
            "b 2 0 {\"to\":2} {\"user\":\"ada\",\"schemaVersion\":2}",
            "b 2 1 {\"to\":3.50} {\"user\":\"ada\",\"schemaVersion\":2}",
            "d 4 null {\"to\":4} {\"schemaVersion\":2}");

    @Test
    default void events_are_told_over_http_as_the_application_has_them_today() throws Exception {
        String walk = UUID.randomUUID().toString();
        String log = storeSteps(walk) + "&upcast=true";

        assertThat(told(get("eventstore/streams/" + walk + "/w/events?upcast=true")))
                .isEqualTo(STEPS);
        assertThat(told(get("eventstore/events?domain=" + walk + "&identifier=w&upcast=true")))
                .isEqualTo(STEPS);
        assertThat(told(get(log))).isEqualTo(STEPS);
        assertThat(told(get("eventstore/events?upcast=true&id=" + walk + "-b"))).isEqualTo(STEPS.subList(1, 3));
        assertThat(told(get("eventstore/events?upcast=true&id=" + walk + "-c"))).isEmpty();
        assertThat(told(json(get("eventstore/events/" + walk + "-a?upcast=true"))))
                .isEqualTo(STEPS.get(0));
        assertThat(get(log, "Accept", "application/x-ndjson").lines().map(ExampleContract::json))
                .extracting(ExampleContract::told)
                .isEqualTo(STEPS);
        assertThat(get("eventstore/streams/" + walk + "/w/events"))
                .as("as it is stored")
                .contains("{\"to\":[2,3.50]}", "{\"to\":[]}");
    }

    @Test
    default void pages_of_what_is_told_today_lead_on_and_count_what_is_stored() throws Exception {
        String walk = UUID.randomUUID().toString();
        String log = storeSteps(walk);
        List<String> events = new ArrayList<>();
        String stream = "eventstore/streams/" + walk + "/w/events?";
        for (String first : List.of(stream, log + "&")) {
            events.clear();
            URI page = server().resolve(ExampleArchive.NAME + "/" + first + "upcast=true&limit=1");
            while (page != null) {
                HttpResponse<String> answer =
                        Http11.client().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
                events.addAll(told(answer.body()));
                page = answer.headers()
                        .firstValue("Link")
                        .map(link -> answer.uri().resolve(link.substring(1, link.indexOf('>'))))
                        .orElse(null);
            }
            assertThat(events).as(first).isEqualTo(STEPS);
        }
    }

    @Test
    default void the_parts_of_an_event_are_cloud_events_with_ids_of_their_own() throws Exception {
        String walk = UUID.randomUUID().toString();
        storeSteps(walk);

        String batch = get(
                "eventstore/streams/" + walk + "/w/events?upcast=true", "Accept", "application/cloudevents-batch+json");

        assertThat(json("{\"events\":" + batch + "}").getJsonArray("events").getValuesAs(JsonObject.class))
                .extracting(event -> event.getString("id"))
                .containsExactly(walk + "-a", walk + "-b/0", walk + "-b/1", walk + "-d");
    }

    @Test
    default void live_the_position_comes_with_the_last_part() throws Exception {
        String walk = UUID.randomUUID().toString();
        URI live = server().resolve(ExampleArchive.NAME + "/" + storeSteps(walk) + "&upcast=true");
        HttpResponse<Stream<String>> answer = Http11.client()
                .send(
                        HttpRequest.newBuilder(live)
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofLines());
        List<String> lines;
        try (Stream<String> body = answer.body()) {
            lines = body.filter(line -> line.startsWith("id: ") || line.startsWith("data: "))
                    .takeWhile(line -> !line.contains(walk + "-d"))
                    .map(line -> line.startsWith("id: ") ? "id" : told(json(line.substring(6))))
                    .toList();
        }

        assertThat(lines).startsWith("id", STEPS.get(0), STEPS.get(1), "id", STEPS.get(2));
    }

    @Test
    default void what_the_application_has_no_class_for_is_refused_and_never_told_as_it_is_stored() throws Exception {
        String walk = UUID.randomUUID().toString();
        String log = storeSteps(walk) + "&upcast=true";
        String unknown = "[{\"id\":\"" + walk + "-e\",\"type\":\"stepped\",\"payload\":5,"
                + "\"meta\":{\"schemaVersion\":3}},"
                + "{\"id\":\"" + walk + "-f\",\"type\":\"nobody's\",\"payload\":6}]";
        assertThat(append(walk + "/w", unknown)).isEqualTo(201);
        awaitPosition(walk + "-f");

        assertRefused(send("GET", "eventstore/streams/" + walk + "/w/events?upcast=true"), walk + "-e");
        assertRefused(send("GET", "eventstore/streams/" + walk + "/w/events?upcast=true&after=5"), "nobody's");
        assertRefused(send("GET", "eventstore/events/" + walk + "-e?upcast=true"), "stepped");
        assertRefused(send("GET", log), walk + "-e");
        assertRefused(send("GET", "eventstore/events/" + walk + "-b?upcast=true"), "2");
        assertRefused(send("GET", "eventstore/events/" + walk + "-c?upcast=true"), "0");
        List<String> lines = get(log, "Accept", "application/x-ndjson").lines().toList();
        assertThat(lines).hasSize(STEPS.size() + 1);
        assertThat(lines.subList(0, STEPS.size()).stream().map(ExampleContract::json))
                .extracting(ExampleContract::told)
                .isEqualTo(STEPS);
        assertThat(lines.get(STEPS.size())).contains("\"status\":422", walk + "-e");
    }

    private static void assertRefused(HttpResponse<String> answer, String named) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer.body()).getString("field")).isEqualTo("upcast");
        assertThat(json(answer.body()).getString("detail")).contains(named);
    }

    @Test
    default void an_upcaster_that_fails_makes_the_event_unreadable() throws Exception {
        String walk = UUID.randomUUID().toString();
        String broken = "{\"id\":\"" + walk + "-a\",\"type\":\"stepped\",\"payload\":{\"from\":1}}";
        assertThat(append(walk + "/w", broken)).isEqualTo(201);

        HttpResponse<String> answer = send("GET", "eventstore/streams/" + walk + "/w/events?upcast=true");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(json(answer.body()).getString("type")).endsWith("/unreadable-event");
        assertThat(json(answer.body()).getString("id")).isEqualTo(walk + "-a");
        assertThat(answer.body()).doesNotContain("Steps");
    }

    @Test
    default void a_command_that_comes_again_is_answered_as_the_first_time() throws Exception {
        String path = "api/limits/" + UUID.randomUUID();

        assertThat(send("POST", path + "?limit=1&command=first").body()).isEqualTo("1: 1 EUR");
        assertThat(send("POST", path + "?limit=1&command=nothing").body()).isEqualTo("1: 1 EUR");
        assertThat(send("POST", path + "?limit=2").body()).isEqualTo("2: 2 EUR");

        assertThat(send("POST", path + "?limit=1&command=first").body()).isEqualTo("1: 1 EUR, again");
        assertThat(send("POST", path + "?limit=1&command=nothing").body()).isEqualTo("1: 1 EUR, again");
        assertThat(send("POST", path + "?limit=3").body()).isEqualTo("3: 3 EUR");
    }

    @Test
    default void what_is_stored_beside_a_decision_is_stored_with_it_or_not_at_all() throws Exception {
        String account = UUID.randomUUID().toString();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> calls = IntStream.rangeClosed(1, 20)
                    .<Callable<Integer>>mapToObj(
                            limit -> () -> send("POST", "api/limits/" + account + "/posted?limit=" + limit)
                                    .statusCode())
                    .toList();
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdown();
        }

        List<String> raised = json(get("eventstore/streams/limit/" + account + "/events"))
                .getJsonArray("events")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(event -> event.getJsonObject("payload").get("limit").toString())
                .toList();
        assertThat(raised).isNotEmpty().last().isEqualTo("20");
        assertThat(get("api/accounts/" + account + "/postings").lines())
                .extracting(posting -> posting.replaceFirst("^\\d+: (\\d+)\\D.*", "$1"))
                .containsExactlyInAnyOrderElementsOf(raised);
    }

    @Test
    default void a_decision_begins_with_the_snapshot_that_was_kept() throws Exception {
        String path = "api/limits/" + UUID.randomUUID();
        send("POST", path + "?limit=1");
        send("POST", path + "?limit=2");

        assertThat(send("POST", path + "/snapshot?limit=77").body()).isEqualTo("2");

        assertThat(send("POST", path + "?limit=50").body()).isEqualTo("2: 77 EUR");
    }

    @Test
    default void a_decision_knows_whether_it_is_in_a_transaction() throws Exception {
        String path = "api/limits/" + UUID.randomUUID();

        assertThat(send("POST", path + "/in-a-transaction?limit=1&attempts=2").body())
                .startsWith("a decision in a transaction of the caller's has one attempt");
        assertThat(send("POST", path + "/in-a-transaction?limit=1&attempts=1").body())
                .isEqualTo("1");
        assertThat(send("POST", path + "?limit=2").body()).isEqualTo("2: 2 EUR");
    }

    /** By the store's own addresses, as an earlier release of the application has left it. */
    private int append(String stream, String event) throws IOException, InterruptedException {
        URI uri = server().resolve(ExampleArchive.NAME + "/eventstore/streams/" + stream + "/events");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event))
                .build();
        return Http11.client().send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    default void the_store_is_injected_by_its_interface() throws Exception {
        String account = UUID.randomUUID().toString();

        send("POST", "api/accounts/" + account + "?amount=12.50");

        assertThat(get("api/accounts/" + account + "/sequence")).isEqualTo("1");
    }

    @Test
    default void the_subscription_counts_what_has_moved() throws Exception {
        String account = UUID.randomUUID().toString();

        send("POST", "api/accounts/" + account + "?amount=12.50");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("api/accounts/" + account + "/turnover").equals("12.50"));
    }

    @Test
    default void the_store_s_addresses_are_below_its_own_path() throws Exception {
        String account = UUID.randomUUID().toString();
        send("POST", "api/accounts/" + account + "?amount=12.50");

        HttpResponse<String> events = send("GET", "eventstore/streams/account/" + account + "/events");
        HttpResponse<String> missing = send("GET", "eventstore/events/none");
        HttpResponse<String> malformed = send("GET", "eventstore/streams/account;x=1/events");

        assertThat(events.statusCode()).as(events.body()).isEqualTo(200);
        assertThat(events.body()).contains("\"payload\":{\"amount\":12.50}");
        assertThat(events.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(events.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("/eventstore/problems/event-not-found");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(send("GET", "eventstore/log?limit=1").body()).contains("\"position\":1");
    }

    @Test
    default void what_the_application_appends_shows_in_the_metrics() throws Exception {
        send("POST", "api/accounts/" + UUID.randomUUID() + "?amount=12.50");

        assertThat(get("eventstore/metrics").lines())
                .filteredOn(line -> line.startsWith("eventstore_appends_total "))
                .hasSize(1)
                .noneMatch(line -> line.endsWith(" 0.0"));
    }

    /** A browser sends the cookie to the store's addresses as well, which are below the application's. */
    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer none", "Bearer"})
    default void the_application_s_session_outlives_a_call_of_the_store_with_credentials(String credentials)
            throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        URI visits = server().resolve(ExampleArchive.NAME + "/api/accounts/any/visits");
        URI store = server().resolve(ExampleArchive.NAME + "/eventstore/log?limit=1");
        HttpRequest visit = HttpRequest.newBuilder(visits).build();
        assertThat(browser.send(visit, BodyHandlers.ofString()).body()).isEqualTo("1");
        assertThat(browser.send(visit, BodyHandlers.ofString()).body()).isEqualTo("2");

        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(store)
                        .header("Authorization", credentials)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(browser.send(visit, BodyHandlers.ofString()).body()).isEqualTo("3");
    }

    /**
     * Its own resources, filters and mappers are those that the server finds in the WAR, the store's not among them.
     */
    @Test
    default void the_application_s_own_resources_stay_as_they_are() throws Exception {
        HttpResponse<String> own = send("GET", "api/events");
        HttpResponse<String> broken = send("GET", "api/events/broken");

        assertThat(own.body()).isEqualTo("of the application");
        assertThat(own.headers().map()).doesNotContainKey("x-content-type-options");
        assertThat(broken.statusCode()).isEqualTo(418);
        assertThat(broken.body()).isEqualTo("of the application");
    }

    /** A foreign path would have none of the store's guards. */
    @ParameterizedTest
    @ValueSource(strings = {"streams/account/nobody/events", "log", "metrics", "events/none"})
    default void the_store_is_not_served_below_the_application_s_path(String path) throws Exception {
        HttpResponse<String> answer = send("GET", "api/" + path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("/eventstore/problems/");
    }

    default String get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers).body();
    }

    /** @param path within the application */
    default HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        URI uri = server().resolve(ExampleArchive.NAME + "/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http11.client().send(request.build(), BodyHandlers.ofString());
    }
}
