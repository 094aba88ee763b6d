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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The TCP ports that a process listens on, as Linux tells them: /proc/net/tcp and tcp6, by the sockets among the
 * process's files.
 */
public final class Listeners {

    /**
     * Number, local address, remote address, state 0A (listening), queues, timer, retransmits, user, time-outs, inode.
     */
    private static final Pattern LISTENING =
            Pattern.compile(" *\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F:]+ 0A \\S+ \\S+ \\S+ +\\d+ +\\d+ (\\d+) .*");

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final int HEX = 16;

    private Listeners() {}

    /** The ports of the process and of its children that other machines reach. */
    public static List<Integer> beyondThisMachine(ProcessHandle process) {
        return portsOf(process, false);
    }

    /** The ports of the process and of its children that only this machine reaches. */
    public static List<Integer> onThisMachine(ProcessHandle process) {
        return portsOf(process, true);
    }

    private static List<Integer> portsOf(ProcessHandle process, boolean loopback) {
        Set<String> sockets = new HashSet<>();
        Stream.concat(Stream.of(process), process.descendants()).forEach(one -> sockets.addAll(socketsOf(one.pid())));
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(LISTENING::matcher)
                .filter(Matcher::matches)
                .filter(line -> sockets.contains(line.group(3)) && isLoopback(line.group(1)) == loopback)
                .map(line -> Integer.parseInt(line.group(2), HEX))
                .distinct()
                .toList();
    }

    /** The bytes of each word of an address are turned round: 127.0.0.1 is 0100007F, ::1 ends in 01000000. */
    private static boolean isLoopback(String address) {
        boolean four = address.length() == 8 || address.startsWith("0000000000000000FFFF0000");
        return four ? address.endsWith("7F") : address.equals("00000000000000000000000001000000");
    }

    private static Set<String> socketsOf(long pid) {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) { // it may be closed by now
                    Matcher socket = SOCKET.matcher(Files.readSymbolicLink(file).toString());
                    if (socket.matches()) {
                        sockets.add(socket.group(1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
