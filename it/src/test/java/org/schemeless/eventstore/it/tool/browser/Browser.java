/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.browser;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.schemeless.eventstore.it.tool.server.Directories;
import org.schemeless.eventstore.it.tool.server.ServerProcess;

/** Chromium without a window, of the operating system ({@code chromium} on the path), with a profile of its own. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory = Directories.fresh("browser");
    private final ServerProcess process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
    private final Map<String, Tab> tabs = new ConcurrentHashMap<>();

    /** Starts it and waits until it takes commands. */
    public Browser() {
        Path profile = directory.resolve("profile");
        process = ServerProcess.start(
                List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"),
                Map.of(),
                directory,
                directory.resolveSibling(directory.getFileName() + ".log"));
        Path port = profile.resolve("DevToolsActivePort");
        process.awaitReady(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        try {
            List<String> lines = Files.readAllLines(port);
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(process.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new tab, with cookies and storage of its own. */
    public Tab open() {
        String context = call(null, "Target.createBrowserContext", Json.createObjectBuilder())
                .getString("browserContextId");
        String target = call(
                        null,
                        "Target.createTarget",
                        Json.createObjectBuilder().add("url", "about:blank").add("browserContextId", context))
                .getString("targetId");
        String session = call(
                        null,
                        "Target.attachToTarget",
                        Json.createObjectBuilder().add("targetId", target).add("flatten", true))
                .getString("sessionId");
        Tab tab = new Tab(this, session);
        tabs.put(session, tab);
        tab.enable();
        return tab;
    }

    /** Has it do something, and waits for the answer. */
    JsonObject call(String session, String method, JsonObjectBuilder parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        calls.put(id, answer);
        JsonObjectBuilder message =
                Json.createObjectBuilder().add("id", id).add("method", method).add("params", parameters);
        if (session != null) {
            message.add("sessionId", session);
        }
        String text = message.build().toString();
        synchronized (this) {
            socket.sendText(text, true).join();
        }
        try {
            JsonObject reply = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (reply.containsKey("error")) {
                throw new IllegalStateException(method + ": " + reply.getJsonObject("error"));
            }
            return reply.getJsonObject("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.kill();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Directories.delete(directory);
            return true;
        });
    }

    /** Messages may come in parts. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void received(String text) {
            JsonObject message;
            try (var reader = Json.createReader(new StringReader(text))) {
                message = reader.readObject();
            }
            if (message.containsKey("id")) {
                calls.remove(message.getInt("id")).complete(message);
            } else {
                Tab tab = tabs.get(message.getString("sessionId", ""));
                if (tab != null) {
                    tab.happened(message.getString("method"), message.getJsonObject("params"));
                }
            }
        }
    }
}
