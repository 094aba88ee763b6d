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
import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.ExpectedSequence.ForStream;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;

/** Reads what a batch expects of its streams. */
final class ExpectationReader {

    /** An integer as JSON writes it: no point, no exponent, no sign. */
    private static final Pattern INTEGER = Pattern.compile("0|[1-9]\\d{0,15}");

    private static final String SEQUENCE = "sequence";

    private final JsonParser parser;
    private final Set<String> seen = new HashSet<>();
    private String domain = "";
    private @Nullable String identifier;
    private @Nullable ForStream expected;

    private ExpectationReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The expectation at which the parser stands; absent if it is null. */
    static @Nullable ForStream ofEachStream(JsonParser parser, Event value, String member) {
        if (value == Event.VALUE_NULL) {
            return null;
        }
        if (value == Event.VALUE_NUMBER && INTEGER.matcher(parser.getString()).matches()) {
            long sequence = Long.parseLong(parser.getString());
            if (sequence <= Limits.SEQUENCE) {
                return ExpectedSequence.exactly(sequence);
            }
        }
        throw new InvalidEventException(member, "is no such sequence", "an integer from 0 to " + Limits.SEQUENCE);
    }

    /** The expectations of single streams, in the array that comes next; absent if it is null. */
    static @Nullable ExpectedSequence perStream(JsonParser parser, String member) {
        Event array = parser.next();
        if (array == Event.VALUE_NULL) {
            return null;
        }
        if (array != Event.START_ARRAY) {
            throw new InvalidEventException(member, "is no array", "an array of domain, identifier and sequence");
        }
        Map<StreamId, ForStream> expectations = new HashMap<>();
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            String place = member + "[" + expectations.size() + "]";
            if (next != Event.START_OBJECT) {
                throw new InvalidEventException(place, "is no object", "domain, identifier and sequence");
            }
            try {
                new ExpectationReader(parser).readInto(expectations);
            } catch (InvalidEventException e) {
                throw e.in(place + "." + e.getField());
            }
        }
        return ExpectedSequence.perStream(expectations);
    }

    private void readInto(Map<StreamId, ForStream> expectations) {
        while (parser.next() != Event.END_OBJECT) {
            readMember(parser.getString());
        }
        StreamId stream = StreamId.of(domain, identifier);
        if (expected == null) {
            throw new InvalidEventException(SEQUENCE, "is missing", "an integer");
        }
        if (expectations.put(stream, expected) != null) {
            throw new InvalidEventException("domain", "and identifier name a stream twice", "each stream once");
        }
    }

    private void readMember(String member) {
        if (!seen.add(member)) {
            throw new InvalidEventException(member, "is there twice", "each member once");
        }
        switch (member) {
            case "domain" -> domain = text(member);
            case "identifier" -> identifier = text(member);
            case SEQUENCE -> expected = ofEachStream(parser, BodyText.next(parser, member), member);
            default ->
                throw new InvalidEventException(
                        member, "is no member of an expectation", "domain, identifier, sequence");
        }
    }

    private String text(String member) {
        return switch (BodyText.next(parser, member)) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> "";
            default -> throw new InvalidEventException(member, "is no string", "a string");
        };
    }
}
