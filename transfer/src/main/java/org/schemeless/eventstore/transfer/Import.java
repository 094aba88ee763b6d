/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings the lines of a file into a store, in parts that it acknowledges one by one. What is there already the store
 * passes by.
 */
final class Import {

    private static final int MOST_LINES = 10_000;
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private final Log log;
    private final Path file;
    private final PrintStream out;
    private final Patience patience = new Patience();
    private long done;

    Import(Log log, Path file, PrintStream out) {
        this.log = log;
        this.file = file;
        this.out = out;
    }

    /** Returns how many lines the file has, all of which the store has now. */
    long run() throws IOException, InterruptedException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            StringBuilder part = new StringBuilder();
            long lines = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                part.append(line).append('\n');
                lines++;
                if (lines == MOST_LINES || part.length() >= MOST_CHARACTERS) {
                    send(part, lines);
                    lines = 0;
                }
            }
            send(part, lines);
        }
        return done;
    }

    private void send(StringBuilder part, long lines) throws IOException, InterruptedException {
        if (lines == 0) {
            return;
        }
        String text = part.toString();
        try {
            patience.insistOn(() -> log.bringIn(text));
        } catch (RefusedException e) {
            throw new IOException("In what comes after line " + done + " of " + file + ": " + e.getMessage(), e);
        }
        done += lines;
        part.setLength(0);
        out.println(done + " …");
    }
}
