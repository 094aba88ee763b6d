/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The libraries that MySQL and MariaDB of Maven's repository are linked to, which not every system has, and whose
 * functions they do not need here: libaio (with native AIO off), libnuma (without NUMA policies), libcrypt (nobody asks
 * for ENCRYPT) and libsystemd (nobody hears what it tells). Stubs take the place of those that the system has not.
 */
public final class UncalledLibraries {

    private static final Map<String, Map<String, List<String>>> FUNCTIONS = Map.of(
            "libaio.so.1",
            Map.of("LIBAIO_0.1", List.of("io_submit"), "LIBAIO_0.4", List.of("io_getevents", "io_setup")),
            "libnuma.so.1",
            Map.of(
                    "libnuma_1.1",
                    List.of("mbind", "numa_alloc_local", "numa_available", "numa_free", "set_mempolicy"),
                    "libnuma_1.2",
                    List.of("numa_bitmask_free", "numa_get_mems_allowed")),
            "libcrypt.so.1",
            Map.of("GLIBC_2.2.5", List.of("crypt")),
            "libsystemd.so.0",
            Map.of("LIBSYSTEMD_209", List.of("sd_listen_fds", "sd_notify", "sd_notifyf")));

    /** The names of all of them. */
    public static final Set<String> NAMES = FUNCTIONS.keySet();

    private UncalledLibraries() {}

    /**
     * What starts the program with the libraries that it is linked to.
     *
     * @param directory where the stubs of those that the system has not are written
     */
    public static List<String> command(Path program, Path directory) throws IOException {
        List<String> missing =
                NAMES.stream().filter(library -> !Machine.hasLibrary(library)).toList();
        return missing.isEmpty() ? List.of(program.toString()) : commandWithStubs(program, directory, missing);
    }

    /** What starts the program with stubs of these libraries, whatever the system has. */
    public static List<String> commandWithStubs(Path program, Path directory, Collection<String> libraries)
            throws IOException {
        Files.createDirectories(directory);
        for (String library : libraries) {
            Path unfinished = Files.createTempFile(directory, library, "");
            Files.write(unfinished, StubLibrary.of(library, Objects.requireNonNull(FUNCTIONS.get(library))));
            Files.move(unfinished, directory.resolve(library), StandardCopyOption.ATOMIC_MOVE);
        }
        String others = System.getenv("LD_LIBRARY_PATH");
        String path = directory.toAbsolutePath() + (others == null || others.isEmpty() ? "" : ":" + others);
        return List.of("env", "LD_LIBRARY_PATH=" + path, program.toString());
    }
}
