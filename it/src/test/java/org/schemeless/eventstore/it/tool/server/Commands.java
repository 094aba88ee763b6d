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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.schemeless.eventstore.local.UncalledLibraries;

/** Programs that do something and end. */
public final class Commands {

    private Commands() {}

    /** What starts a program that is linked to libraries that the system may not have. */
    static List<String> linked(Path program) {
        try {
            return UncalledLibraries.command(program, Directories.ROOT.resolve("stubs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with what the program prints, if it fails */
    public static void run(List<String> command, String otherwise) {
        run(command, InputStream.nullInputStream(), otherwise);
    }

    /** @throws IllegalStateException with what the program prints, if it fails */
    public static void run(List<String> command, InputStream in, String otherwise) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var pipe = process.getOutputStream()) {
                in.transferTo(pipe);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(otherwise + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(otherwise, e);
        }
    }
}
