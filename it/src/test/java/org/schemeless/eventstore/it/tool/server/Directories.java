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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** What the servers of the tests keep, below {@code target} of the module. */
public final class Directories {

    static final Path ROOT = Path.of("target", "servers").toAbsolutePath();

    private Directories() {}

    /** A new, empty directory whose name begins with the given one. At the end of the tests' process it is gone. */
    public static Path fresh(String name) {
        try {
            Files.createDirectories(ROOT);
            Path fresh = Files.createTempDirectory(ROOT, name + "-");
            AtEnd.delete(fresh);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a directory once, whatever other processes do; a half-made one, of a run that was killed, is never taken
     * for it.
     */
    static synchronized Path once(String name, Consumer<Path> make) {
        Path made = ROOT.resolve(name);
        if (Files.isDirectory(made)) {
            return made;
        }
        Path unfinished = fresh(name);
        try {
            make.accept(unfinished);
            return Files.move(unfinished, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.isDirectory(made)) {
                return made;
            }
            throw new UncheckedIOException(e);
        } finally {
            if (Files.isDirectory(unfinished)) {
                delete(unfinished);
            }
        }
    }

    static void copy(Path from, Path to) {
        walk(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    public static void delete(Path directory) {
        walk(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path directory, SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(directory, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
