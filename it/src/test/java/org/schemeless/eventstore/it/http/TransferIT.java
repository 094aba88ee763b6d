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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.local.TcpProxy;
import org.schemeless.eventstore.transfer.Transfer;

/** The transfer command, from a store to one that keeps its events elsewhere. */
@HttpTest
@Tag("own-server")
class TransferIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Three payloads of so many characters fill a part of an import, and so many events take two. */
    private static final int LARGE = 3_000_000;

    private static final int LARGE_EVENTS = 4;

    private final Store source = Servers.other();
    private final Store target = Servers.open();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String identifier = Names.fresh("s");
    private final String stream = Names.events("transfer", identifier);

    @TempDir
    Path directory;

    @Test
    void a_store_goes_by_a_file_into_another_one() throws Exception {
        append(source, 1500);
        Path file = directory.resolve("log.ndjson");

        assertThat(transfer("export", source.port(), file)).isZero();
        assertThat(transfer("import", target.port(), file)).isZero();
        assertThat(transfer("import", target.port(), file)).isZero();

        assertThat(Files.readString(file)).isEqualTo(log(source));
        assertThat(said())
                .endsWith(log(source).lines().count() + " events are in http://127.0.0.1:" + target.port()
                        + "/eventstore\n");
        assertThat(target.head(stream).header("ETag")).isEqualTo("\"1500\"");
    }

    @Test
    void an_export_goes_on_after_the_last_whole_line_of_its_file() throws Exception {
        append(source, 5);
        Path file = directory.resolve("log.ndjson");
        transfer("export", source.port(), file);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 30));
        append(source, 5);

        assertThat(transfer("export", source.port(), file)).isZero();

        assertThat(Files.readString(file)).isEqualTo(log(source)).startsWith(whole);
    }

    @Test
    void broken_connections_are_got_over() throws Exception {
        append(source, 5);
        Path file = directory.resolve("log.ndjson");
        try (TcpProxy before = TcpProxy.before(source.port());
                TcpProxy after = TcpProxy.before(target.port())) {
            before.refuse();
            CompletableFuture<Integer> export =
                    CompletableFuture.supplyAsync(() -> transfer("export", before.port(), file));
            await().atMost(PATIENCE).until(() -> Files.exists(file));
            before.pass();
            assertThat(export.get()).isZero();
            assertThat(Files.readString(file)).isEqualTo(log(source));

            after.cutAnswerTo(request -> request.contains("POST"));
            assertThat(transfer("import", after.port(), file)).isZero();
            assertThat(target.head(stream).header("ETag")).isEqualTo("\"5\"");
        }
    }

    @Test
    void an_export_that_breaks_off_in_the_middle_goes_on_where_it_was() throws Exception {
        Path file = directory.resolve("log.ndjson");
        transfer("export", source.port(), file);
        long before = Files.size(file);
        appendLarge();
        try (TcpProxy proxy = TcpProxy.before(source.port())) {
            AtomicLong arrived = new AtomicLong();
            AtomicBoolean isCut = new AtomicBoolean();
            proxy.cutAnswer(answer -> {
                boolean isInTheSecond = arrived.addAndGet(answer.length()) > LARGE + LARGE / 2;
                boolean cuts = isInTheSecond && isCut.compareAndSet(false, true);
                if (cuts) {
                    await().atMost(PATIENCE).until(() -> Files.size(file) >= before + LARGE / 2);
                }
                return cuts;
            });
            assertThat(transfer("export", proxy.port(), file)).isZero();
            assertThat(arrived.get()).isBetween((long) LARGE_EVENTS * LARGE, (LARGE_EVENTS + 1L) * LARGE);
        }
        Path expected = Files.writeString(directory.resolve("expected.ndjson"), log(source));
        assertThat(Files.mismatch(file, expected)).isEqualTo(-1);
    }

    @Test
    void an_import_that_breaks_off_in_the_middle_goes_on_where_it_was() throws Exception {
        appendLarge();
        Path file = directory.resolve("log.ndjson");
        Files.write(
                file,
                log(source).lines().filter(line -> line.contains(identifier)).toList());
        try (TcpProxy proxy = TcpProxy.before(target.port())) {
            AtomicInteger parts = new AtomicInteger();
            proxy.cutRequest(request -> request.contains("POST") && parts.incrementAndGet() == 2);
            assertThat(transfer("import", proxy.port(), file)).isZero();
            assertThat(target.head(stream).header("ETag")).isEqualTo("\"" + LARGE_EVENTS + "\"");
            assertThat(parts).hasValue(3);
        }
    }

    @Test
    void what_the_store_refuses_is_told_with_its_line_and_not_tried_again() throws Exception {
        append(target, 1);
        Path file = directory.resolve("log.ndjson");
        String event = target.get(stream).is(200).events().get(0).toString();
        Files.writeString(file, event.replace("\"id\":\"", "\"id\":\"x") + "\n");

        assertThat(transfer("import", target.port(), file)).isEqualTo(1);

        assertThat(said()).contains("409", "concurrency-error", "\"line\":1", "after line 0 of " + file);
    }

    @Test
    @Tag("front")
    void who_may_not_is_told_so() {
        assertThat(transfer("export", Servers.guarded().port(), directory.resolve("log.ndjson")))
                .isEqualTo(1);
        assertThat(said()).contains("401", "unauthorized");
    }

    @Test
    void other_words_are_answered_with_the_usage() {
        assertThat(Transfer.run(new String[] {"move"}, null, new PrintStream(out)))
                .isEqualTo(2);
        assertThat(said()).contains("export <store> <file>", "import <store> <file>");
    }

    private int transfer(String command, int port, Path file) {
        String[] arguments = {command, "http://127.0.0.1:" + port + "/eventstore", file.toString()};
        return Transfer.run(arguments, null, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private void appendLarge() {
        for (int i = 0; i < LARGE_EVENTS; i++) {
            source.post(stream, "{\"type\":\"t\",\"payload\":\"" + "x".repeat(LARGE) + "\"}")
                    .is(201);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void append(Store store, int count) {
        String events = IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"t\",\"payload\":\"ü\"}")
                .collect(Collectors.joining(",", "[", "]"));
        store.post(stream, events).is(201);
    }

    private static String log(Store store) {
        return store.get("log", "Accept", "application/x-ndjson").is(200).body();
    }
}
