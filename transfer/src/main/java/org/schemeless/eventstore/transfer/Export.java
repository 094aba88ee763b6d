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
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of a store to a file, one event a line: all that was there at the start. A file that is there goes on
 * after its last whole line: positions have no gap, so the number of its lines is the last position it has.
 */
final class Export {

    /** With it each event begins, but not the problem with which an answer ends that cannot go on. */
    private static final String EVENT = "{\"id\":";

    private final Log log;
    private final Path file;
    private final Patience patience = new Patience();
    private long lines;
    private boolean goesOn;

    /** What the store had at the start, in its own words; absent if it has not said so. */
    private @Nullable String until;

    Export(Log log, Path file) {
        this.log = log;
        this.file = file;
    }

    /** Returns how many events the file has, all that the log had at the start among them. */
    long run() throws IOException, InterruptedException {
        do {
            patience.insistOn(() -> {
                lines = LogFile.cutToWholeLines(file);
                try (BufferedWriter out = LogFile.append(file);
                        Log.Lines in = log.after(lines, until)) {
                    goesOn = in.until() != null;
                    until = goesOn ? in.until() : until;
                    copy(in.reader(), out);
                }
            });
        } while (goesOn);
        return lines;
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
