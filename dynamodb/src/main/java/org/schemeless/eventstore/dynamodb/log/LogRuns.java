/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;

/** Reads the runs of pending appends and of items of the log, wherever they are. */
public final class LogRuns {

    private final ObjectStore objects;

    public LogRuns(ObjectStore objects) {
        this.objects = objects;
    }

    List<Run> of(PendingAppend append) {
        return of(append.text(), append.object());
    }

    List<Run> of(LogItem item) {
        return part(of(item.text(), item.object()), item.skip(), item.events());
    }

    private List<Run> of(@Nullable String text, @Nullable Offloaded object) {
        return RunsText.parse(
                object == null
                        ? Objects.requireNonNull(text)
                        : new String(objects.getRuns(object), StandardCharsets.UTF_8));
    }

    private static List<Run> part(List<Run> runs, long skip, long events) {
        List<Run> part = new ArrayList<>();
        long toSkip = skip;
        long left = events;
        for (Run run : runs) {
            Run rest = run.without(Math.min(run.count(), toSkip));
            toSkip -= run.count() - rest.count();
            if (rest.count() > 0 && left > 0) {
                part.add(rest.start(Math.min(rest.count(), left)));
                left -= Math.min(rest.count(), left);
            }
        }
        return part;
    }
}
