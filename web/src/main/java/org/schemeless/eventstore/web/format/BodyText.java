/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.json.stream.JsonParser;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;

/**
 * The text of a body for a parser, which gets as much at a time as it asks for: Parsson copies all it has of a token
 * with each piece it gets, and in small pieces a string of megabytes would take it minutes. A string or number that is
 * longer than any limit ends the reading where it passes it.
 */
final class BodyText extends FilterReader {

    private static final int HEX_DIGITS = 4;

    /**
     * The most characters of a string: its JSON has two quotes as well. A parser that doubles its memory when a token
     * fills it keeps a string of so many in 2^24 characters; one more than fits would take it 96 MiB, in one piece each
     * of 64 and 32.
     */
    private static final int STRING_CHARACTERS = Limits.JSON_BYTES - 2;

    private boolean inString;
    private boolean escaped;
    private int hex;
    private int length;

    BodyText(Reader in) {
        super(in);
    }

    /**
     * The next event of a parser that reads such text, which is the value of this member.
     *
     * @throws InvalidEventException if it is longer than any limit
     */
    static JsonParser.Event next(JsonParser parser, String member) {
        try {
            return parser.next();
        } catch (InvalidEventException e) {
            throw e.in(member);
        }
    }

    @Override
    public int read(char[] buffer, int offset, int count) throws IOException {
        if (isTooLong()) {
            throw tooLong();
        }
        int filled = 0;
        for (int more = 0; more >= 0 && filled < count; filled += Math.max(more, 0)) {
            more = super.read(buffer, offset + filled, count - filled);
        }
        int good = goodPart(buffer, offset, filled);
        return good == 0 && count > 0 ? -1 : good;
    }

    /** What comes before has to be read first: only then the parser stands in the token that is too long. */
    private int goodPart(char[] buffer, int offset, int filled) {
        for (int i = 0; i < filled; i++) {
            see(buffer[offset + i]);
            if (isTooLong()) {
                return i + 1;
            }
        }
        return filled;
    }

    private void see(char c) {
        if (inString) {
            seeInString(c);
        } else if (c == '"') {
            inString = true;
            length = 0;
        } else {
            length = isOfNumber(c) ? length + 1 : 0;
        }
    }

    /** An escape counts as the one character it stands for. */
    private void seeInString(char c) {
        if (escaped) {
            escaped = false;
            hex = c == 'u' ? HEX_DIGITS : 0;
        } else if (hex > 0) {
            hex--;
        } else if (c == '"') {
            inString = false;
            length = 0;
        } else {
            escaped = c == '\\';
            length++;
        }
    }

    private static boolean isOfNumber(char c) {
        return c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }

    private boolean isTooLong() {
        return length > (inString ? STRING_CHARACTERS : Limits.NUMBER_CHARACTERS);
    }

    private InvalidEventException tooLong() {
        return inString
                ? new InvalidEventException("body", "has a string that is longer", STRING_CHARACTERS + " characters")
                : new InvalidEventException(
                        "body", "has a number that is longer", Limits.NUMBER_CHARACTERS + " characters");
    }
}
