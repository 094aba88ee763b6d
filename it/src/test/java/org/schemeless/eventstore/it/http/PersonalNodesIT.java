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
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.Guard;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** Two nodes share personal data, between the restarts that bring another master key: each has both keys. */
class PersonalNodesIT {

    private static final String FORMER = "FORMER_KEY_OF_TESTS";
    private static final String NEXT = "NEXT_KEY_OF_TESTS";
    private static final String CACHE_SECONDS = "5";

    private static final int CLIENTS = 4;
    private static final int SUBJECTS = 10;
    private static final int ROTATIONS = 5;
    private static final int EVENTS_BETWEEN = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String ADMIN = "Bearer " + Servers.ADMIN;
    private static final String READER = "Bearer " + Servers.READER;
    private static final String WRITER = "Bearer " + Servers.WRITER;

    private static MySqlServer database;
    private static PayaraMicro one;
    private static PayaraMicro other;

    private final Store here = new Store(one.uri());
    private final Store there = new Store(other.uri());
    private final String customer = Names.fresh("customer");
    private final String street = Names.fresh("street");
    private final String stream = Names.freshStream();
    private final String id = Names.fresh("e");

    @BeforeAll
    static void start() {
        database = MySqlServer.fast();
        one = PayaraMicro.onMySql(database, settings(FORMER, NEXT));
        other = PayaraMicro.onMySql(database, settings(NEXT, FORMER));
    }

    @AfterAll
    static void end() {
        other.close();
        one.close();
        database.close();
    }

    private static Map<String, String> settings(String masterKey, String... formerMasterKeys) {
        Map<String, String> settings = new HashMap<>(Guard.settingsOfPersonalData());
        settings.put("EVENTSTORE_PERSONAL_MASTER_KEY", "env:" + masterKey);
        settings.put(masterKey, value(masterKey));
        Arrays.stream(formerMasterKeys).forEach(former -> {
            settings.put("EVENTSTORE_PERSONAL_FORMER_MASTER_KEYS", "env:" + former);
            settings.put(former, value(former));
        });
        settings.put("EVENTSTORE_PERSONAL_CACHE_SECONDS", CACHE_SECONDS);
        return settings;
    }

    private static String value(String masterKey) {
        byte[] bytes = Arrays.copyOf(masterKey.getBytes(StandardCharsets.UTF_8), 32);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String subject(String customer) {
        return "{\"type\":\"customer\",\"id\":\"" + customer + "\"}";
    }

    private static String event(String id, String customer, String street) {
        return "{\"id\":\"" + id + "\",\"type\":\"placed\",\"payload\":{\"street\":\"" + street
                + "\",\"total\":12.50},\"personal\":[{\"subject\":" + subject(customer)
                + ",\"members\":[\"/street\"]}]}";
    }

    private static Reply append(Store to, String stream, String event) {
        return to.post(stream, event, "Authorization", WRITER);
    }

    private static Reply read(Store from, String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", READER));
        all.addAll(List.of(headers));
        return from.get(path, all.toArray(String[]::new));
    }

    private static Reply asAdmin(Store to, String path, String body) {
        return to.post(path, body, "Authorization", ADMIN);
    }

    private void erase(Store from) {
        asAdmin(from, "erasures", "{\"subject\":" + subject(customer) + "}").is(201);
    }

    private void awaitErased(Store node) {
        await().atMost(PATIENCE)
                .until(() ->
                        read(node, "events/" + id).is(200).object().toString().contains("\"erased\":true"));
    }

    private static String keyOf(JsonObject event) {
        return event.getJsonArray("personal").getJsonObject(0).getString("key");
    }

    @Test
    void a_node_that_has_the_key_gives_no_clear_text_once_the_time_of_its_cache_is_over() {
        append(here, stream, event(id, customer, street)).is(201);
        Reply before = read(there, stream).is(200);
        assertThat(before.body()).contains(street, customer);

        erase(here);

        assertThat(read(here, stream).is(200).body()).doesNotContain(street, customer);
        awaitErased(there);
        Reply after =
                read(there, stream, "If-None-Match", before.header("ETag")).is(200);
        assertThat(after.body()).contains("\"erased\":true").doesNotContain(street, customer);
        assertThat(asAdmin(there, "erasures/events", "{\"subject\":" + subject(customer) + "}")
                        .is(200)
                        .events())
                .isEmpty();
        assertThat(asAdmin(there, "erasures", "{\"subject\":" + subject(customer) + "}")
                        .is(200)
                        .body())
                .isEqualTo("{\"done\":true}");
    }

    @Test
    void what_a_node_repeats_or_appends_by_a_key_that_another_one_has_taken_away_is_right() {
        String first = event(id, customer, street);
        String answer = append(there, stream, first).is(201).body();
        String key = keyOf(read(there, "events/" + id).is(200).object());
        erase(here);

        assertThat(append(there, stream, first).is(200).body()).isEqualTo(answer);
        append(there, stream, first.replace("12.50", "13.50")).problem(409, "duplicate-event");
        String next = Names.fresh("e");
        append(there, stream, event(next, customer, street)).is(201);

        for (Store node : List.of(here, there)) {
            JsonObject read = read(node, "events/" + next).is(200).object();
            assertThat(read.getJsonObject("payload").getString("street")).isEqualTo(street);
            assertThat(keyOf(read)).isNotEqualTo(key);
        }
        awaitErased(there);
        assertThat(append(there, stream, first).is(200).body()).isEqualTo(answer);
        append(there, stream, first.replace("12.50", "13.50")).problem(409, "duplicate-event");
        assertThat(read(there, stream).is(200).events()).hasSize(2);
    }

    /** A client is given what was appended by another node, by whichever master key its key is wrapped then. */
    @Test
    void keys_are_wrapped_anew_while_both_nodes_are_written_and_read_and_no_request_fails() {
        Map<String, String> streetOf = new ConcurrentHashMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(() -> useBoth(client, streetOf, ended), threads))
                .toList();
        threads.shutdown();
        int wrapped = 0;
        try {
            for (int i = 0; i < ROTATIONS; i++) {
                int enough = streetOf.size() + EVENTS_BETWEEN;
                await().atMost(PATIENCE)
                        .until(() ->
                                streetOf.size() >= enough || clients.stream().anyMatch(CompletableFuture::isDone));
                wrapped += rotate();
            }
        } finally {
            ended.set(true);
        }
        clients.forEach(CompletableFuture::join);
        rotate();

        assertThat(wrapped).isPositive();
        assertThat(masterKeys()).containsExactly("env:" + NEXT);
        try (PayaraMicro server = PayaraMicro.onMySql(database, settings(NEXT))) {
            Store store = new Store(server.uri());
            streetOf.forEach(
                    (event, expected) -> assertThat(streetIn(store, event)).isEqualTo(expected));
            assertThat(server.log()).doesNotContain("cannot be unwrapped");
        }
    }

    private int rotate() {
        return asAdmin(there, "keys/rotation", "{}").is(200).object().getInt("wrapped");
    }

    private Set<String> masterKeys() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        for (String page = "keys?limit=100"; !page.isEmpty(); ) {
            Reply reply = there.get(page, "Authorization", ADMIN).is(200);
            reply.object()
                    .getJsonArray("keys")
                    .getValuesAs(JsonObject.class)
                    .forEach(key -> names.add(key.getString("masterKey")));
            page = reply.next();
        }
        return names;
    }

    private void useBoth(int client, Map<String, String> streetOf, AtomicBoolean ended) {
        String own = Names.freshStream();
        for (int i = 0; !ended.get(); i++) {
            String event = Names.fresh("e");
            String secret = Names.fresh("street");
            String subject = customer + "-" + (i % 2 == 0 ? i / 2 % SUBJECTS : client + "-" + i);
            append(i % 4 < 2 ? here : there, own, event(event, subject, secret)).is(201);
            assertThat(streetIn(i % 4 < 2 ? there : here, event)).isEqualTo(secret);
            streetOf.put(event, secret);
        }
    }

    private static String streetIn(Store node, String event) {
        JsonObject payload = read(node, "events/" + event).is(200).object().getJsonObject("payload");
        JsonString found = payload.getJsonString("street");
        return found == null ? "none" : found.getString();
    }
}
