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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server in a process of its own, which does not outlive the tests and whose output goes to a file. */
public final class ServerProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        AtEnd.kill(this);
    }

    /** Starts the command in a directory; what it prints is appended to the log. */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with the log, if the server ends or takes minutes before it is ready */
    public void awaitReady(Callable<Boolean> ready) {
        awaitReady(ready, List.of());
    }

    /**
     * @param failures what the server prints when it gives up an application but goes on itself
     * @throws IllegalStateException with the log, if the server ends, prints one of these, or takes minutes before it
     *     is ready
     */
    public void awaitReady(Callable<Boolean> ready, List<String> failures) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .failFast(() -> !process.isAlive() || hasPrinted(failures))
                    .until(ready);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            kill();
            String what = hasPrinted(failures) ? "the server gave up an application" : "the server did not start";
            throw new IllegalStateException(what + ":\n" + log(), e);
        }
    }

    private boolean hasPrinted(List<String> texts) {
        String log = texts.isEmpty() ? "" : log();
        return texts.stream().anyMatch(log::contains);
    }

    long pid() {
        return process.pid();
    }

    /** A script's server is a child of the script. */
    private void destroy() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Kills the process, which can do nothing about it (SIGKILL), and waits until it is gone. */
    public void kill() {
        destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server ends", e);
        }
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
