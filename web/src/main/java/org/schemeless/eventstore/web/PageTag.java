/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;

/**
 * The entity tag of a page of a stream, without its quotes: the sequence of the stream. Events never change, so that it
 * says enough of a page without personal members. Of one that has some the tag goes on, with a dot and a hash of what
 * has become of them: an erasure changes the page, and the tag. So a tag that is a sequence alone is never that of a
 * page that an erasure could change.
 */
final class PageTag {

    static final long NO_SEQUENCE = -1;

    /** The parts as the store writes them: a tag is equal to another one letter by letter. */
    private static final Pattern TAG = Pattern.compile("(0|[1-9][0-9]{0,15})(?:\\.[0-9a-f]{16})?");

    private static final int HASH_BYTES = 8;

    private PageTag() {}

    /** The tag of a page without personal members. */
    static String withoutPersonal(long sequence) {
        return Long.toString(sequence);
    }

    static String of(EventPage page) {
        MessageDigest digest = sha256();
        boolean isPersonal = false;
        for (StoredEvent event : page.events()) {
            for (PersonalMembers members : event.personal()) {
                isPersonal = true;
                String state = "[" + JsonText.string(event.id()) + "," + JsonText.string(String.valueOf(members.key()))
                        + ",\"" + members.form() + "\"]";
                digest.update(state.getBytes(StandardCharsets.UTF_8));
            }
        }
        String sequence = withoutPersonal(page.sequence());
        return isPersonal ? sequence + "." + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES) : sequence;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sequence that a tag begins with; {@link #NO_SEQUENCE} if it is another text, "05" too. */
    static long sequence(String tag) {
        Matcher parts = TAG.matcher(tag);
        long sequence = parts.matches() ? Long.parseLong(parts.group(1)) : NO_SEQUENCE;
        return sequence <= Limits.SEQUENCE ? sequence : NO_SEQUENCE;
    }
}
