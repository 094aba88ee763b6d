/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is alive on the heap of another JVM of this machine. */
public final class Heap {

    private static final Pattern USED = Pattern.compile("(?m)^ *(?:def new|tenured) generation .* used (\\d+)K");

    private Heap() {}

    /** KiB in use after a collection. */
    public static long used(long pid) {
        jcmd(pid, "GC.run");
        Matcher generation = USED.matcher(jcmd(pid, "GC.heap_info"));
        long sum = 0;
        while (generation.find()) {
            sum += Long.parseLong(generation.group(1));
        }
        if (sum == 0) {
            throw new IllegalStateException("the heap of " + pid + " is not that of the serial collector");
        }
        return sum;
    }

    private static String jcmd(long pid, String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
