/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro as the start command runs it, and the benchmark that measures its start. */
public final class PayaraMicro {

    /** Payara's own services start one after the other: in parallel, now and then one breaks the start of another. */
    private static final String ONE_BY_ONE = "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS";

    /** The collector of garbage that has the least memory of its own, and no threads. */
    private static final String LITTLE_MEMORY = "-XX:+UseSerialGC";

    private PayaraMicro() {}

    /**
     * The command that runs it.
     *
     * @param jar the server
     * @param temporary the directory in which it unpacks itself at each start
     * @param options of the JVM
     * @param port of the addresses that the settings name
     * @param settings the file of commands that come before the start
     * @param applications WARs, each at the path that its name says
     */
    public static List<String> command(
            Path jar, Path temporary, List<String> options, int port, Path settings, List<Path> applications) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), ONE_BY_ONE, LITTLE_MEMORY));
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                jar.toString(),
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
}
