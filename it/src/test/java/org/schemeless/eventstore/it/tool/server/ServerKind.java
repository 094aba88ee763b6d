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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers that take the EAR, and how each is started in a directory of its own. */
public enum ServerKind {
    PAYARA("Boot Command deploy failed") {
        @Override
        Command prepare(ServerSetup setup) {
            return PayaraServer.prepare(setup);
        }
    },
    WILDFLY("WFLYCTL0013", "WFLYCTRL0013", "WFLYSRV0026") {
        @Override
        Command prepare(ServerSetup setup) {
            return WildFly.prepare(setup);
        }
    },
    LIBERTY("CWWKZ0002E", "CWWKZ0004E", "CWWKZ0106E") {
        @Override
        Command prepare(ServerSetup setup) {
            return Liberty.prepare(setup);
        }
    };

    /** What starts a server in the foreground. */
    record Command(List<String> words, Map<String, String> environment) {}

    private static final Path DISTRIBUTIONS = Path.of("target", "distributions").toAbsolutePath();
    private static final Path SETTINGS = Path.of("..", "src", "main").toAbsolutePath();

    private final List<String> failures;

    ServerKind(String... failures) {
        this.failures = List.of(failures);
    }

    /** What it prints when an application cannot be deployed. */
    List<String> failures() {
        return failures;
    }

    abstract Command prepare(ServerSetup setup);

    public static ServerKind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The unpacked distribution, which is only read: the server's own, or the release that the build asks for. */
    Path distribution() {
        return DISTRIBUTIONS.resolve(System.getProperty("eventstore.it.distribution", name().toLowerCase(Locale.ROOT)));
    }

    /** A file of settings as it is shipped. */
    public static Path shipped(String file) {
        return SETTINGS.resolve(file).normalize();
    }

    /** What the page of a server shows, line by line, that begins with this; at least one. */
    static List<String> shown(String page, String start) {
        List<String> lines = read(Path.of("..", "docs", "servers", page))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("no line in " + page + " begins with " + start);
        }
        return lines;
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copyInto(Path directory, Path file) {
        copyInto(directory, file, file.getFileName().toString());
    }

    static void copyInto(Path directory, Path file, String name) {
        try {
            Files.createDirectories(directory);
            Files.copy(file, directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
