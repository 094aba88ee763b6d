/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.schemeless.eventstore.InvalidEventException;

/** The lines of a log, as {@link LogFormat#LINES} has them, read one by one while they arrive. */
public final class LogLines {

    private final LineInput line;

    /** @param maxBytes of a line */
    LogLines(InputStream body, long maxBytes) {
        this.line = new LineInput(body, maxBytes);
    }

    /**
     * The event in the next line; empty lines are passed by.
     *
     * @return empty at the end of the body
     * @throws InvalidEventException if something is outside the limits
     */
    public Optional<LogLine> next() throws IOException {
        return line.begin()
                ? Optional.of(new LogLine(line.number(), RequestBody.parse(line, "line", StoredEventReader::event)))
                : Optional.empty();
    }

    /** The number of the line that was read last, from 1. */
    public long number() {
        return line.number();
    }
}
