/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.resolver.api.maven.Maven;
import org.jboss.shrinkwrap.resolver.api.maven.strategy.TransitiveStrategy;

/** A server in a process and with a class path of its own. It ends with this process. */
public final class LocalServer implements AutoCloseable {

    /** User and password of both servers. */
    public static final String CREDENTIAL = "test";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path directory;

    private LocalServer(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /** What is said to whoever starts DynamoDB Local: on which terms it may be used. */
    public static final String DYNAMODB_LICENCE =
            "DynamoDB Local is not free software: you use it under the Amazon DynamoDB"
                    + " Local License Agreement (LICENSE.txt in its JAR), which asks for an AWS account";

    /**
     * DynamoDB Local, in memory. Its licence is Amazon's own: see {@link #DYNAMODB_LICENCE}.
     *
     * @param options of its JVM, besides those that suit tests; the later one counts
     */
    public static LocalServer dynamoDb(String... options) throws IOException {
        int port = Ports.free();
        return start(
                port,
                Files.createTempDirectory("dynamodb-local"),
                "software.amazon.dynamodb:DynamoDBLocal:" + version("dynamodb-local"),
                List.of(),
                List.of(options),
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-inMemory",
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port));
    }

    /** An S3 API over an empty directory. */
    public static LocalServer s3() throws IOException {
        int port = Ports.free();
        Path directory = Files.createTempDirectory("s3proxy");
        Path properties = directory.resolve("s3proxy.conf");
        Files.write(
                properties,
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + CREDENTIAL,
                        "s3proxy.credential=" + CREDENTIAL,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + Files.createDirectory(directory.resolve("data"))));
        return start(
                port,
                directory,
                "org.gaul:s3proxy:" + version("s3proxy"),
                List.of("com.fasterxml.jackson.core:jackson-annotations:" + version("s3proxy-jackson-annotations")),
                List.of("-Dlogback.configurationFile=" + quietLogging(directory)),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString());
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The versions stand in the build. */
    private static String version(String of) throws IOException {
        Properties versions = new Properties();
        try (InputStream file = LocalServer.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file));
        }
        return versions.getProperty(of);
    }

    /** Only warnings: by default s3proxy logs each step of each request. */
    private static Path quietLogging(Path directory) throws IOException {
        return Files.write(
                directory.resolve("logback.xml"),
                List.of(
                        "<configuration>",
                        "<appender name='out' class='ch.qos.logback.core.ConsoleAppender'>",
                        "<encoder><pattern>%d %-5level %logger - %msg%n</pattern></encoder>",
                        "</appender>",
                        "<root level='WARN'><appender-ref ref='out'/></root>",
                        "</configuration>"));
    }

    private static LocalServer start(
            int port,
            Path directory,
            String artifact,
            List<String> pinned,
            List<String> options,
            String main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx768m"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(artifact, pinned), main));
        command.addAll(Arrays.asList(arguments));
        File log = directory.resolve("server.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        LocalServer server = new LocalServer(process, port, directory);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitAnswer(log);
        return server;
    }

    private static String classPath(String artifact, List<String> pinned) {
        List<String> roots = new ArrayList<>(pinned);
        roots.add(artifact);
        return Arrays.stream(Maven.configureResolver()
                        .withClassPathResolution(false)
                        .resolve(roots)
                        .using(TransitiveStrategy.INSTANCE)
                        .asFile())
                .map(File::getPath)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitAnswer(File log) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException("the server did not start: " + Files.readString(log.toPath()));
            }
            Thread.onSpinWait();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it; its files are gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (NoSuchFileException e) {
            // it is closed a second time
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
