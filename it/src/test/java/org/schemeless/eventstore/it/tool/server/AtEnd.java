/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the end of the tests' process ends: servers that many tests share, and then what those have on the disk. A run
 * of all tests starts some dozens.
 */
public final class AtEnd {

    private static final Set<ServerProcess> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final Set<Path> DIRECTORIES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtEnd::run));
    }

    private AtEnd() {}

    static void kill(ServerProcess process) {
        PROCESSES.add(process);
    }

    /** Has a directory deleted, if it is there then. */
    public static void delete(Path directory) {
        DIRECTORIES.add(directory);
    }

    private static void run() {
        PROCESSES.forEach(ServerProcess::kill);
        DIRECTORIES.stream().filter(Files::isDirectory).forEach(AtEnd::deleteNow);
    }

    /**
     * Whatever else goes on in it: a temporary file of somebody who ends at the same time is no reason to leave the
     * others.
     */
    private static void deleteNow(Path directory) {
        try {
            Directories.delete(directory);
        } catch (UncheckedIOException e) {
            System.err.println("the tests left " + directory + ": " + e.getMessage());
        }
    }
}
