/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.problem;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of UTF-8 (RFC 3986, section 2), strictly: libraries put a question mark for what is wrong. */
public final class PercentEncoding {

    private PercentEncoding() {}

    static boolean isValid(String text) {
        try {
            decode(text);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** @throws CharacterCodingException if it is not ASCII, or what is encoded is not UTF-8 */
    public static String decode(String text) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i + 1));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw new CharacterCodingException();
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static int octet(String text, int at) throws CharacterCodingException {
        boolean complete = at + 2 <= text.length()
                && HexFormat.isHexDigit(text.charAt(at))
                && HexFormat.isHexDigit(text.charAt(at + 1));
        if (!complete) {
            throw new CharacterCodingException();
        }
        return HexFormat.fromHexDigits(text, at, at + 2);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
