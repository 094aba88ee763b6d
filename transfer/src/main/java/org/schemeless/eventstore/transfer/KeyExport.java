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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes the keys of a store to a file, one a line, as only the master key can read them. The file is written anew each
 * time: keys come and go.
 */
final class KeyExport {

    private static final int PAGE = 1000;

    private final Api api;
    private final Path file;
    private final Patience patience = new Patience();
    private Optional<URI> next;
    private long keys;

    KeyExport(Api api, Path file) {
        this.api = api;
        this.file = file;
        this.next = Optional.of(api.uri("keys?limit=" + PAGE));
    }

    /** Returns how many keys the file has; until all are there, what was there before stays. */
    long run() throws IOException, InterruptedException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        LogFile.createPrivate(part);
        try (BufferedWriter out = LogFile.append(part)) {
            while (next.isPresent()) {
                copyPage(next.get(), out);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return keys;
    }

    /** A page is written when it is there as a whole. */
    private void copyPage(URI page, BufferedWriter out) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        patience.insistOn(() -> {
            lines.setLength(0);
            try (Api.Lines in = api.get(page)) {
                BufferedReader reader = in.reader();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.append(line).append('\n');
                }
                next = in.next();
            }
        });
        out.append(lines);
        keys += lines.chars().filter(c -> c == '\n').count();
    }
}
