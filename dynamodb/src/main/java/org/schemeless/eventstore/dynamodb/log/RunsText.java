/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;

/**
 * Runs as text, a line each: how many events, then the first sequence and the stream. A stream that was named before
 * and goes on where it was is named by the number of its line among those that name streams. Names have no line breaks.
 */
public final class RunsText {

    private final StringBuilder text = new StringBuilder();
    private final Map<StreamId, Integer> named = new HashMap<>();
    private final Map<StreamId, Long> next = new HashMap<>();
    private int names;
    private long bytes;

    public static RunsText of(List<Run> runs) {
        RunsText text = new RunsText();
        runs.forEach(text::add);
        return text;
    }

    void add(Run run) {
        String line = line(run);
        if (!goesOn(run)) {
            named.put(run.stream(), names++);
        }
        next.put(run.stream(), run.first() + run.count());
        text.append(line);
        bytes += ItemSize.utf8(line);
    }

    private String line(Run run) {
        return goesOn(run)
                ? run.count() + " " + named.get(run.stream()) + "\n"
                : run.count() + " " + run.first() + " " + Keys.partition(run.stream()) + "\n";
    }

    private boolean goesOn(Run run) {
        @Nullable Long expected = next.get(run.stream());
        return expected != null && expected == run.first();
    }

    public long bytes() {
        return bytes;
    }

    long bytesWith(Run run) {
        return bytes + ItemSize.utf8(line(run));
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    static List<Run> parse(String text) {
        List<Run> runs = new ArrayList<>();
        List<StreamId> names = new ArrayList<>();
        Map<StreamId, Long> next = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] fields = line.split(" ", 3);
            long count = Long.parseLong(fields[0]);
            StreamId stream;
            long first;
            if (fields.length == 3) {
                stream = Keys.stream(fields[2]);
                first = Long.parseLong(fields[1]);
                names.add(stream);
            } else {
                stream = names.get(Integer.parseInt(fields[1]));
                first = next.getOrDefault(stream, 0L);
            }
            next.put(stream, first + count);
            runs.add(new Run(stream, first, count));
        }
        return runs;
    }
}
