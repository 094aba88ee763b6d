/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.local.Ports;

/**
 * An application server in a process of its own, with the settings that are shipped, its events in an H2 file or a
 * database, and some applications, on a free port of the loopback interface.
 */
public final class ApplicationServer implements AutoCloseable {

    /**
     * Each of several deployments with a store has bodies in memory, in many times their size; docs/operating.md says
     * how much.
     */
    static final String HEAP = "-Xmx1g";

    private static final Duration ANSWER = Duration.ofSeconds(5);
    /**
     * Whose data source is XA in this run, as the server's page has it: h2's or mysql's; without it, it is as the files
     * that are shipped have it.
     */
    private static final String XA = "eventstore.it.xa";

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final ServerKind kind;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient client = Http11.client();
    private final Path directory;
    private final ServerProcess process;

    private ApplicationServer(
            ServerKind kind,
            List<Path> applications,
            boolean database,
            Optional<SqlDatabase> sql,
            List<String> paths,
            Map<String, String> settings,
            boolean messaging,
            boolean xa) {
        this.kind = kind;
        directory = Directories.fresh(kind.name().toLowerCase(Locale.ROOT));
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        ServerKind.Command command = kind.prepare(new ServerSetup(
                directory,
                port,
                managementPort,
                applications,
                database,
                sql,
                messaging,
                xa,
                settings.containsKey(SharedServer.SERVER_LOGIN)));
        process = ServerProcess.start(command.words(), environment(command, settings), directory, log);
        process.awaitReady(() -> paths.stream().allMatch(this::isServed) && isUp(), kind.failures());
    }

    private static Map<String, String> environment(ServerKind.Command command, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(command.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JBOSS_JAVA_SIZING", HEAP);
        environment.merge(
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -Duser.timezone=Europe/Berlin",
                (own, common) -> common + " " + own);
        return environment;
    }

    /**
     * A started server.
     *
     * @param applications archives to deploy, in this order
     * @param database whether the default data source has a database; otherwise it leads nowhere
     * @param paths what has to be served before it counts as started
     * @param settings of the store, as environment variables
     */
    public static ApplicationServer start(
            ServerKind kind,
            List<Path> applications,
            boolean database,
            List<String> paths,
            Map<String, String> settings) {
        String xa = database ? System.getProperty(XA, "") : "";
        Optional<SqlDatabase> sql = xa.equals("mysql") ? Optional.of(MySqlServer.fast()) : Optional.empty();
        return new ApplicationServer(
                kind, applications, database, sql, paths, settings, ApplicationMessages.wanted(), !xa.isEmpty());
    }

    /**
     * A started server with the store alone, whose default data source is this database, by the settings of its page.
     */
    public static ApplicationServer start(ServerKind kind, Path store, SqlDatabase database, String path) {
        return new ApplicationServer(
                kind, List.of(store), true, Optional.of(database), List.of(path), Map.of(), false, false);
    }

    /** WildFly serves an application before it knows whether all of its parts can be started. */
    private boolean isUp() {
        return kind != ServerKind.WILDFLY || process.log().contains("WFLYSRV0025");
    }

    /** A server that starts may take a request and never answer it. */
    private boolean isServed(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(uri().resolve(path)).timeout(ANSWER).build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status != NOT_FOUND && status != UNAVAILABLE;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    public int port() {
        return port;
    }

    public ProcessHandle process() {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    /** The root of the server's URLs, with a slash at its end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where its health is asked for, with a slash at its end. */
    public URI health() {
        return kind == ServerKind.WILDFLY
                ? URI.create("http://127.0.0.1:" + managementPort + "/health/")
                : uri().resolve("health/");
    }

    /** The lines that it has printed so far with this text in them: what a test that waited in vain can tell. */
    public List<String> linesWith(String text) {
        return process.log().lines().filter(line -> line.contains(text)).toList();
    }

    /** Ends it; its files are gone, the log stays. */
    @Override
    public void close() {
        process.kill();
        Directories.delete(directory);
    }
}
