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
import org.schemeless.eventstore.web.problem.Problem;
import org.schemeless.eventstore.web.problem.ProblemType;

/** A body line by line: a stream that ends where a line does, and goes on with the next one when it is asked to. */
final class LineInput extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final InputStream body;
    private final long maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private long number;
    private long length;

    /** @param maxBytes of a line */
    LineInput(InputStream body, long maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /** The number of the line that is read, from 1. */
    long number() {
        return number;
    }

    /** Goes on to the next line that is not empty, when the one before has been read; false at the end of the body. */
    boolean begin() throws IOException {
        if (number > 0 && peek() == '\n') {
            next++;
        }
        number++;
        length = 0;
        while (peek() == '\n') {
            next++;
            number++;
        }
        return peek() >= 0;
    }

    @Override
    public int read() throws IOException {
        int octet = peek();
        if (octet < 0 || octet == '\n') {
            return -1;
        }
        next++;
        length++;
        if (length > maxBytes) {
            throw new Problem(ProblemType.LINE_TOO_LARGE, "Allowed: " + maxBytes + " bytes for a line")
                    .with("limit", maxBytes)
                    .refusal();
        }
        return octet;
    }

    private int peek() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, body.read(buffer));
        }
        return next == filled ? -1 : Byte.toUnsignedInt(buffer[next]);
    }
}
