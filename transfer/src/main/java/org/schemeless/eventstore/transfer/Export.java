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
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of a store to a file, one event a line: all that was there at the start. Personal members are written
 * as the store keeps them, encrypted: without the keys nobody can read them, and after an erasure nobody at all. A file
 * that is there goes on after its last whole line: positions have no gap, so the number of its lines is the last
 * position it has.
 */
final class Export {

    /** With it each event begins, but not the problem with which an answer ends that cannot go on. */
    private static final String EVENT = "{\"id\":";

    private static final Pattern UNTIL = Pattern.compile("[?&]until=([^&]+)");

    private final Api api;
    private final Path file;
    private final Patience patience = new Patience();
    private long lines;

    /** Where what was there at the start goes on, as the store has said; absent before it has. */
    private @Nullable String until;

    private boolean goesOn;

    Export(Api api, Path file) {
        this.api = api;
        this.file = file;
    }

    /** Returns how many events the file has, all that the log had at the start among them. */
    long run() throws IOException, InterruptedException {
        do {
            patience.insistOn(() -> {
                lines = LogFile.cutToWholeLines(file);
                try (BufferedWriter out = LogFile.append(file);
                        Api.Lines in = api.get(address())) {
                    goesOn = in.next().isPresent();
                    until = in.next().map(Export::until).orElse(until);
                    copy(in.reader(), out);
                }
            });
        } while (goesOn);
        return lines;
    }

    private URI address() {
        return api.uri("log?after=" + lines + (until == null ? "" : "&until=" + until) + "&sealed=true");
    }

    private static @Nullable String until(URI next) {
        Matcher found = UNTIL.matcher(next.toString());
        return found.find() ? found.group(1) : null;
    }

    /** A line that did not come whole is not written: reading it fails. */
    private void copy(BufferedReader in, BufferedWriter out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.startsWith(EVENT)) {
                throw new RefusedException("The store cannot go on after " + lines + " events: " + line);
            }
            out.write(line);
            out.write('\n');
            lines++;
            patience.progressed();
        }
    }
}
