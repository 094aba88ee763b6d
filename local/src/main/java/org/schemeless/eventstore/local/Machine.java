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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the integration tests need of a machine and Maven cannot bring. The build asks for it before anything else. */
public final class Machine {

    /** The servers, their domains, databases and logs of one whole build. */
    private static final long SPACE = 6L << 30;

    private Machine() {}

    /**
     * Prints what is missing, one thing a line, and ends with 1 if something is.
     *
     * @param arguments the directory of the build
     */
    public static void main(String[] arguments) {
        List<String> missing = missing(Path.of(arguments[0]).toFile().getUsableSpace());
        missing.forEach(System.out::println);
        System.exit(missing.isEmpty() ? 0 : 1);
    }

    /** @param space free in the directory of the build, in bytes */
    static List<String> missing(long space) {
        List<String> missing = new ArrayList<>();
        if (space < SPACE) {
            missing.add("%d GiB of free space for the build (there are %.1f)"
                    .formatted(SPACE >> 30, (double) space / (1 << 30)));
        }
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!system.equals("Linux on amd64")) {
            missing.add(
                    "Linux on x86-64, for which MySQL and MariaDB are in Maven's repository (this is " + system + ")");
            return missing;
        }
        Stream.of("env", "true", "tar", "gzip")
                .filter(program -> !hasProgram(program))
                .forEach(program -> missing.add("the program " + program));
        if (missing.isEmpty()) {
            Stream.of("libc.so.6", "libstdc++.so.6", "libgcc_s.so.1")
                    .filter(library -> !hasLibrary(library))
                    .forEach(library ->
                            missing.add("the library " + library + ", to which MySQL and MariaDB are linked"));
        }
        return missing;
    }

    private static boolean hasProgram(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Path.of(directory, name).toFile().canExecute());
    }

    /**
     * Whether the dynamic loader finds a library of this name: it complains of what it is to load beforehand and
     * cannot.
     */
    static boolean hasLibrary(String name) {
        try {
            Process process = new ProcessBuilder("env", "LD_PRELOAD=" + name, "true")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return process.getInputStream().readAllBytes().length == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
