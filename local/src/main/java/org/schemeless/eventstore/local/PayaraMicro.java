/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Payara Micro as the start command runs it. It is unpacked once, and at the end of its first run the JVM leaves an
 * archive of the classes it has loaded, which later runs map in place of reading and checking each (class data
 * sharing). An archive that does not fit to what is run is left out by the JVM.
 */
public final class PayaraMicro {

    /** Payara's own services start one after the other: in parallel, now and then one breaks the start of another. */
    private static final String ONE_BY_ONE = "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS";

    private final Path directory;

    private PayaraMicro(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks the server, unless that was done.
     *
     * @param jar Payara Micro as it is shipped
     * @param directory for this server alone: it keeps its settings there, so no two may run in it at once
     */
    public static PayaraMicro unpacked(Path jar, Path directory) throws IOException, InterruptedException {
        PayaraMicro server = new PayaraMicro(directory);
        if (!isNewer(server.launcher(), List.of(jar))) {
            server.unpack(jar);
        }
        return server;
    }

    private void unpack(Path jar) throws IOException, InterruptedException {
        delete(directory);
        Files.createDirectories(directory);
        Path log = directory.resolve("unpacking.log");
        Process unpacking = new ProcessBuilder(
                        java(),
                        "-Djava.io.tmpdir=" + directory,
                        "-jar",
                        jar.toString(),
                        "--rootdir",
                        directory.toString(),
                        "--outputlauncher")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (unpacking.waitFor() != 0 || !Files.exists(launcher())) {
            throw new IOException("Payara Micro could not be unpacked:\n" + Files.readString(log));
        }
    }

    /**
     * The command that runs it.
     *
     * @param options of the JVM
     * @param port of 127.0.0.1, if the settings say no other address
     * @param settings the file of commands that come before the start
     * @param applications WARs, each at the path that its name says
     */
    public List<String> command(List<String> options, int port, Path settings, List<Path> applications)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), archiveOption(applications), ONE_BY_ONE));
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                launcher().toString(),
                "--port",
                Integer.toString(port),
                "--nohazelcast",
                "--disablephonehome",
                "--prebootcommandfile",
                settings.toString()));
        for (Path application : applications) {
            command.addAll(List.of("--deploy", application.toString()));
        }
        return command;
    }

    /** An archive is made anew when there is a newer application; the JVM itself would go on with the older one. */
    private String archiveOption(List<Path> applications) throws IOException {
        Path archive = directory.resolve("classes.jsa");
        if (isNewer(archive, applications)) {
            return "-XX:SharedArchiveFile=" + archive;
        }
        Files.deleteIfExists(archive);
        return "-XX:ArchiveClassesAtExit=" + archive;
    }

    private static boolean isNewer(Path file, List<Path> sources) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(file)) > 0) {
                return false;
            }
        }
        return true;
    }

    private Path launcher() {
        return directory.resolve("launch-micro.jar");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
