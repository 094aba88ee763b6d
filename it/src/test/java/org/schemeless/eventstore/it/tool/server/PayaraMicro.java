/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.local.Ports;

/** The event store as it is shipped, on Payara Micro, on a free port of the loopback interface. It can be killed. */
public final class PayaraMicro implements AutoCloseable {

    /**
     * A busy machine is no failure of the store, and the first request of a server that is still starting takes its
     * time.
     */
    static final Map<String, String> PATIENT =
            Map.of("EVENTSTORE_DYNAMODB_TIMEOUT", "PT30S", "EVENTSTORE_RETRY_BUDGET", "PT1M");

    private static final String HEAP = "-Xmx512m";
    private static final Path JAR = Path.of(
                    "target", System.getProperty("eventstore.it.micro", "payara-micro") + ".jar")
            .toAbsolutePath();
    private static final Path WAR = Path.of("target", "eventstore.war").toAbsolutePath();
    private static final Path ROOT = Path.of("target", "ROOT.war").toAbsolutePath();
    private static final String STORE = "eventstore/api/streams/start/check/events?limit=1";
    private static final Path SETTINGS = Path.of("..", "src", "main", "payara").toAbsolutePath();

    private final int port = Ports.free();
    private final HttpClient client = Http11.client();
    private final Path directory;
    private final List<String> databaseOptions;
    private final Map<String, String> environment;
    private final Path application;
    private final String path;
    private final String heap;
    private int starts;
    private ServerProcess process;

    private PayaraMicro(
            Path directory, List<String> databaseOptions, Map<String, String> environment, Path application) {
        this(directory, databaseOptions, environment, application, STORE, HEAP);
    }

    private PayaraMicro(
            Path directory,
            List<String> databaseOptions,
            Map<String, String> environment,
            Path application,
            String path,
            String heap) {
        this.application = application;
        this.path = path;
        this.heap = heap;
        this.directory = directory;
        this.databaseOptions = databaseOptions;
        this.environment = environment;
        start();
    }

    /** A started server that keeps its events in an H2 file. */
    public static PayaraMicro onH2() {
        return onH2(Map.of());
    }

    /** A started server that keeps its events in an H2 file, with settings of the store as environment variables. */
    public static PayaraMicro onH2(Map<String, String> settings) {
        return onH2(settings, WAR);
    }

    /** A started server that keeps its events in an H2 file, with an application that contains the store. */
    public static PayaraMicro onH2(Path application) {
        return onH2(Map.of(), application);
    }

    /**
     * A started server that keeps its events in an H2 file, with an application that does not serve the store's
     * addresses.
     *
     * @param path of the server that answers when the application is there
     */
    public static PayaraMicro onH2(Path application, String path) {
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of("--prebootcommandfile", setting("h2.preboot")),
                Map.of(),
                application,
                path,
                HEAP);
    }

    /**
     * A started server as the start command has it: it keeps its events in an H2 file, and says at its root where the
     * store is.
     */
    public static PayaraMicro onH2WithRoot() {
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of("--prebootcommandfile", setting("h2.preboot"), "--deploy", ROOT.toString()),
                Map.of(),
                WAR);
    }

    /**
     * A started server that keeps its events in an H2 file and serves TLS as well.
     *
     * @param port for TLS
     * @param keyStore a PKCS#12 file with a key by the name of {@code eventstore}
     */
    public static PayaraMicro onH2WithTls(int port, Path keyStore, String password) {
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of(
                        "--prebootcommandfile", setting("h2.preboot"),
                        "--sslport", Integer.toString(port),
                        "--sslcert", "eventstore"),
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.keyStore=" + keyStore + " -Djavax.net.ssl.keyStorePassword=" + password
                                + " -Djavax.net.ssl.keyStoreType=PKCS12"),
                WAR);
    }

    /** The same with both. */
    public static PayaraMicro onH2(Map<String, String> settings, Path application) {
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of("--prebootcommandfile", setting("h2.preboot")),
                settings,
                application);
    }

    /** A started server that keeps its events in MySQL. */
    public static PayaraMicro onMySql(SqlDatabase database) {
        return onMySql(database, Map.of());
    }

    /** A started server that keeps its events in MySQL, with settings of the store as environment variables. */
    public static PayaraMicro onMySql(SqlDatabase database, Map<String, String> settings) {
        return onMySql(database.jdbcUrl(), database.user(), database.password(), settings, WAR);
    }

    /** A started server that keeps its events in MySQL at a URL, which may be that of a proxy. */
    public static PayaraMicro onMySql(String url, String user, String password) {
        return onMySql(url, user, password, Map.of(), WAR);
    }

    /** The same, with settings of the store as environment variables. */
    public static PayaraMicro onMySql(String url, String user, String password, Map<String, String> settings) {
        return onMySql(url, user, password, settings, WAR);
    }

    /** A started server that keeps its events in MySQL, with an application that contains the store. */
    public static PayaraMicro onMySql(SqlDatabase database, Path application) {
        return onMySql(database.jdbcUrl(), database.user(), database.password(), Map.of(), application);
    }

    private static PayaraMicro onMySql(
            String url, String user, String password, Map<String, String> settings, Path application) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("EVENTSTORE_DB_URL", url);
        environment.put("EVENTSTORE_DB_USER", user);
        environment.put("EVENTSTORE_DB_PASSWORD", password);
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of(
                        "--prebootcommandfile", setting("mysql.preboot"),
                        "--postbootcommandfile", setting("mysql.postboot"),
                        "--addlibs", driver()),
                environment,
                application);
    }

    /**
     * A started server that keeps its events in DynamoDB and S3.
     *
     * @param aws where they are, as system properties
     * @param settings of the store, as environment variables; unless they say otherwise it is patient
     */
    public static PayaraMicro onDynamoDb(Map<String, String> aws, Map<String, String> settings) {
        return onDynamoDb(aws, settings, WAR);
    }

    /** The same, with an application that contains the store. */
    public static PayaraMicro onDynamoDb(Map<String, String> aws, Map<String, String> settings, Path application) {
        Map<String, String> environment = new HashMap<>(PATIENT);
        environment.putAll(settings);
        environment.merge("JDK_JAVA_OPTIONS", systemProperties(aws), (own, common) -> common + " " + own);
        return new PayaraMicro(
                Directories.fresh("payara"),
                List.of("--prebootcommandfile", setting("dynamodb.preboot")),
                environment,
                application);
    }

    /**
     * A started server with an archive in which tests run, beside the store: what they append and read is in its
     * memory, too.
     *
     * @param options of Payara Micro, with which it has its backend
     * @param properties what the tests and the store read, as system properties
     * @param archive with the store in it, by the name of {@code eventstore.war}
     */
    public static PayaraMicro withTests(List<String> options, Map<String, String> properties, Path archive) {
        return new PayaraMicro(
                Directories.fresh("payara"),
                options,
                Map.of("JDK_JAVA_OPTIONS", "-Duser.timezone=Europe/Berlin " + systemProperties(properties)),
                archive,
                STORE,
                ApplicationServer.HEAP);
    }

    private static String systemProperties(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String setting(String file) {
        return SETTINGS.resolve(file).toString();
    }

    private static String driver() {
        try {
            return Path.of(Driver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it with the same database and on the same port, and waits until the store answers, or asks who calls. */
    public void start() {
        starts++;
        Path root = directory.resolve("root-" + starts);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                heap,
                PayaraServer.ONE_BY_ONE,
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                JAR.toString(),
                "--rootdir",
                root.toString(),
                "--port",
                Integer.toString(port),
                "--nohazelcast",
                "--disablephonehome",
                "--deploy",
                application.toString()));
        command.addAll(databaseOptions);
        Path log = directory.resolveSibling(directory.getFileName() + "-" + starts + ".log");
        process = ServerProcess.start(command, environment, directory, log);
        process.awaitReady(this::answers);
    }

    private boolean answers() {
        boolean booted = process.log().contains(") ready in ");
        int status = status("/" + path);
        boolean deployed = status == 200 || status == 401;
        if (booted && !deployed) {
            process.kill();
            throw new IllegalStateException("the store was not deployed:\n" + process.log());
        }
        return deployed;
    }

    private int status(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve(path)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    /** The base of the store's URLs, with a slash at its end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/eventstore/");
    }

    /** What it has printed since its last start. */
    public String log() {
        return process.log();
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        process.kill();
        Directories.delete(directory.resolve("root-" + starts));
    }

    /** Ends it; an H2 file is gone, the logs stay. */
    @Override
    public void close() {
        process.kill();
        Directories.delete(directory);
    }
}
