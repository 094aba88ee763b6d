/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.kill.LinesInSql;
import org.schemeless.eventstore.it.tool.kill.LinesKept;
import org.schemeless.eventstore.it.tool.kill.StoreClient;
import org.schemeless.eventstore.it.tool.kill.ViewsInDynamoDb;
import org.schemeless.eventstore.it.tool.kill.ViewsInSql;
import org.schemeless.eventstore.it.tool.kill.ViewsKept;
import org.schemeless.eventstore.it.tool.server.MySqlServer;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.server.SqlLook;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.it.tool.table.Lines;
import org.schemeless.eventstore.it.tool.view.Counting;
import org.schemeless.eventstore.it.tool.view.Counts;
import org.schemeless.eventstore.local.LocalAws;

/**
 * Two nodes that keep a view, of which one is killed while the view is built anew, takes the place of the one before,
 * and that is taken away.
 */
@Tag("kill")
class ViewKillIT {

    private static final int KILLS = Integer.getInteger("view.kills", 2);
    private static final int KEYS = 40;
    private static final int BATCH = 50;

    /** So few events at once that nodes that fold also catch up with whoever appends. */
    private static final int FEW = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String VIEW = Counts.Segmented.VIEW;

    private final HttpClient client = Http11.client();
    private final SplittableRandom random = new SplittableRandom();
    private long appended;

    @TempDir
    Path directory;

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    @Test
    void on_MySQL_whatever_is_killed_when_a_view_is_what_the_log_folds_to_and_never_steps_back() throws Exception {
        Path application = SubscriptionArchive.fileWithViewsAndTables(directory);
        try (MySqlServer database = MySqlServer.durable();
                SqlLook look = new SqlLook(database);
                PayaraMicro one = PayaraMicro.onMySql(database, application);
                PayaraMicro other = PayaraMicro.onMySql(database, application)) {
            killEverywhere(new ViewsInSql(look, VIEW), new LinesInSql(look), one, other);
        }
    }

    @Test
    void on_DynamoDB_whatever_is_killed_when_a_view_is_what_the_log_folds_to_and_never_steps_back() throws Exception {
        Path application = SubscriptionArchive.fileWithViews(directory);
        try (LocalAws aws = LocalAws.start();
                ViewsInDynamoDb views = new ViewsInDynamoDb(aws.settings(), VIEW);
                PayaraMicro one = PayaraMicro.onDynamoDb(aws.settings(), Map.of(), application);
                PayaraMicro other = PayaraMicro.onDynamoDb(aws.settings(), Map.of(), application)) {
            killEverywhere(views, LinesKept.NONE, one, other);
        }
    }

    private void killEverywhere(ViewsKept views, LinesKept lines, PayaraMicro one, PayaraMicro other) throws Exception {
        soon().until(() -> views.active() == 1 && lines.isLastActive());
        for (int i = 0; i < 100; i++) {
            append(one.uri(), BATCH);
        }
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> reads(views, ended));
        try {
            for (int i = 0; i < KILLS; i++) {
                kill(views, lines, i % 2 == 0 ? one : other, i % 2 == 0 ? other : one);
            }
        } finally {
            ended.set(true);
        }
        assertThat(reader.get()).isPositive();
        soon().until(() -> views.comeTo(views.active()) >= appended);
        assertThat(views.states()).isEqualTo(folded(one.uri()));
        soon().until(() -> lines.hasComeTo(appended));
        lines.requireEach();
        soon().untilAsserted(lines::requireNoOthers);
    }

    /** The moment of the kill is one of the build: at its beginning, within, about when it is read, or after. */
    private void kill(ViewsKept views, LinesKept lines, PayaraMicro killed, PayaraMicro survivor) throws Exception {
        int build = views.active() + 1;
        long end = appended;
        views.begin(build);
        lines.begin();
        long moment = random.nextLong(end + end / 2);
        soon().until(() -> {
            append(survivor.uri(), FEW);
            return moment > end ? views.active() == build : views.comeTo(build) >= moment;
        });
        killed.kill();
        append(survivor.uri(), FEW);
        soon().until(() -> views.active() == build && lines.isLastActive());
        append(survivor.uri(), FEW);
        killed.start();
    }

    /** Reads as an application does: which build is active, and the states of it. */
    private static int reads(ViewsKept views, AtomicBoolean ended) {
        Map<String, String> last = new HashMap<>();
        int reads = 0;
        while (!ended.get()) {
            Map<String, String> now = views.states();
            last.forEach((key, state) ->
                    assertThat(now.getOrDefault(key, "")).as(key).startsWith(state));
            last.putAll(now);
            reads++;
        }
        return reads;
    }

    /** A batch for one of the keys, and another one, of which the application writes a row for each event. */
    private void append(URI store, int events) throws IOException, InterruptedException {
        append(store, Counting.DOMAIN + "/key-" + random.nextInt(KEYS), events);
        append(store, Lines.DOMAIN + "/all", events);
    }

    private void append(URI store, String stream, int events) throws IOException, InterruptedException {
        String body = IntStream.range(0, events)
                .mapToObj(n -> "{\"type\":\"happened\",\"payload\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(store.resolve("api/streams/" + stream + "/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        appended += events;
    }

    /** In each stream, which is a key, the ids of its events in their order. */
    private static Map<String, String> folded(URI uri) throws IOException {
        StoreClient store = new StoreClient(uri);
        Map<String, String> folded = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            String ids = store.read(Counting.DOMAIN, "key-" + key).stream()
                    .map(event -> event.getString("id"))
                    .collect(Collectors.joining(" "));
            if (!ids.isEmpty()) {
                folded.put("key-" + key, ids);
            }
        }
        return folded;
    }
}
