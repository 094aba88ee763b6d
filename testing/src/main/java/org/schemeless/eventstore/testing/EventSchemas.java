/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.EventTypes;

/**
 * Files that keep the payload of each version of each type that was ever written, in a folder beside the tests: {@code
 * withdrawn.1.json}, {@code withdrawn.2.json}. The name of the type is encoded as by {@link URLEncoder} in UTF-8:
 * letters and digits of ASCII and {@code . - * _} stay as they are, a space is {@code +}, and all else is the
 * hexadecimal digits of its bytes ({@code %2F} for a slash).
 */
public final class EventSchemas {

    private EventSchemas() {}

    /**
     * Reads every file as an event of its type and version, brought up to today.
     *
     * @throws AssertionError if a version up to the current one has no file, a file is of a type or a version that is
     *     not known or cannot be read, or one of the current version has a member that its class does not keep. It
     *     names all of them. A member, at any depth, is not kept if it is absent from what the object read writes, as
     *     after a renaming; if it is a number and another one is written; or if it is written in any other way, such as
     *     a time without its fraction of zeros, and the object read of that does not equal the first. A member that is
     *     null is as one that is absent
     */
    public static void verify(Path folder, EventTypes types) {
        List<String> faults = new ArrayList<>();
        TreeSet<String> names = filesIn(folder);
        types.versions().forEach((type, current) -> {
            for (int version = 1; version <= current; version++) {
                String name = URLEncoder.encode(type, StandardCharsets.UTF_8) + "." + version + ".json";
                if (names.remove(name)) {
                    verify(folder.resolve(name), type, version, version == current, types, faults);
                } else {
                    faults.add(folder.resolve(name) + " is missing: a payload of version " + version + " of type \""
                            + type + "\"");
                }
            }
        });
        names.forEach(name -> faults.add(folder.resolve(name) + " is of no type and version that is known"));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private static TreeSet<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            TreeSet<String> names = new TreeSet<>();
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void verify(
            Path file, String type, int version, boolean isCurrent, EventTypes types, List<String> faults) {
        try {
            JsonText payload = JsonText.parse(Files.readString(file));
            List<Object> read = types.read(event(file, type, version, payload));
            if (isCurrent) {
                JsonText written = JsonText.of(read.get(0));
                String lost = new PayloadMembers(payload)
                        .firstLostIn(
                                new PayloadMembers(written),
                                () -> types.read(event(file, type, version, written))
                                        .equals(read));
                if (lost != null) {
                    faults.add(file + ": " + read.get(0).getClass().getName() + " does not keep " + lost
                            + ". In its current version it writes " + written);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidEventException | UnreadableEventException e) {
            faults.add(file + ": " + e.getMessage());
        }
    }

    private static StoredEvent event(Path file, String type, int version, JsonText payload) {
        JsonText meta = version == 1 ? null : JsonText.parse("{\"schemaVersion\":" + version + "}");
        StreamId stream = StreamId.of("schemas");
        return new StoredEvent(
                String.valueOf(file.getFileName()), stream, 1, 1L, type, payload, meta, null, null, Instant.EPOCH);
    }
}
