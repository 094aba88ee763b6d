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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings the lines of a file into a store, in parts that it acknowledges one by one. What is there already the store
 * passes by.
 */
final class Import {

    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private final Api api;
    private final URI address;
    private final int most;
    private final Path file;
    private final PrintStream out;
    private final Patience patience = new Patience();
    private long done;

    /**
     * @param address that takes them
     * @param most how many lines at once
     */
    Import(Api api, URI address, int most, Path file, PrintStream out) {
        this.api = api;
        this.address = address;
        this.most = most;
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
                if (lines == most || part.length() >= MOST_CHARACTERS) {
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
            patience.insistOn(() -> api.post(address, text));
        } catch (RefusedException e) {
            throw new IOException("In what comes after line " + done + " of " + file + ": " + e.getMessage(), e);
        }
        done += lines;
        part.setLength(0);
        out.println(done + " …");
    }
}
