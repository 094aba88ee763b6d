/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of the documentation: a command, and the answer that is shown to it.
 *
 * @param guarded whether it runs on the server that has tokens
 */
public record Example(boolean guarded, String command, String status, List<String> headers, String body) {

    private static final Pattern BLOCK =
            Pattern.compile("```console( guarded)?\n\\$ (.*?)\nHTTP/1\\.1 ([^\n]*)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern POSITION =
            Pattern.compile("(after=|Last-Event-ID: |Eventstore-Position: |\"position\": |\\bid: )(\\d+)");

    public static Stream<Example> in(Path document) {
        try {
            Matcher block = BLOCK.matcher(Files.readString(document));
            return block.results().toList().stream().map(found -> {
                String[] answer = found.group(4).split("(^|\n)\n", 2);
                return new Example(
                        found.group(1) != null,
                        found.group(2),
                        found.group(3),
                        answer[0].lines().filter(line -> !line.isBlank()).toList(),
                        answer.length == 1 ? "" : answer[1]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isOfTheLog() {
        return command.contains("/api/log");
    }

    /** The example for a store whose log has so many events before those of the examples. */
    public Example shifted(long events) {
        return new Example(
                guarded,
                shifted(command, events),
                status,
                headers.stream().map(line -> shifted(line, events)).toList(),
                shifted(body, events));
    }

    private static String shifted(String text, long events) {
        return POSITION.matcher(text).replaceAll(found -> found.group(1) + (Long.parseLong(found.group(2)) + events));
    }

    /** The example for a server at another port than that of the documentation. */
    public Example at(int port) {
        String host = "127.0.0.1:" + port;
        return new Example(
                guarded,
                command.replace("localhost:8080", host),
                status,
                headers.stream()
                        .map(line -> line.replace("localhost:8080", host))
                        .toList(),
                body);
    }

    @Override
    public String toString() {
        return command.lines().findFirst().orElse("") + " → " + status;
    }
}
