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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.web.problem.Problem;

/** Reads a batch over any streams: its events, and what is expected of the streams and of a boundary. */
final class BatchReader {

    private static final String EVENTS = "events";
    private static final String EXPECTED = "expectedSequence";
    private static final String EXPECTED_EACH = "expectedSequences";
    private static final String NOTHING_NEW = "nothingNew";

    private final JsonParser parser;
    private final Set<String> seen = new HashSet<>();
    private @Nullable List<NewEvent> events;
    private @Nullable ExpectedSequence expected;
    private ExpectedSequence.@Nullable NothingNew nothingNew;

    private BatchReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws InvalidEventException if a member is unknown, missing, twice, of the wrong type or outside its limits */
    static Batch batch(JsonParser parser) {
        return new BatchReader(parser).read();
    }

    private Batch read() {
        if (parser.next() != Event.START_OBJECT) {
            throw Problem.malformed("The body is no object with the member events");
        }
        while (parser.next() != Event.END_OBJECT) {
            readMember(parser.getString());
        }
        if (events == null) {
            throw new InvalidEventException(EVENTS, "is missing", "an array of events");
        }
        ExpectedSequence ofStreams = expected == null ? ExpectedSequence.any() : expected;
        return new Batch(events, nothingNew == null ? ofStreams : nothingNew.and(ofStreams));
    }

    private void readMember(String member) {
        if (!seen.add(member)) {
            throw new InvalidEventException(member, "is there twice", "each member once");
        }
        switch (member) {
            case EVENTS -> events = events();
            case EXPECTED -> expect(ExpectationReader.ofEachStream(parser, BodyText.next(parser, EXPECTED), EXPECTED));
            case EXPECTED_EACH -> expect(ExpectationReader.perStream(parser, EXPECTED_EACH));
            case NOTHING_NEW -> nothingNew = QueryReader.nothingNew(value(), NOTHING_NEW);
            default ->
                throw new InvalidEventException(
                        member,
                        "is no member of a batch",
                        String.join(", ", EVENTS, EXPECTED, EXPECTED_EACH, NOTHING_NEW));
        }
    }

    private JsonText value() {
        try {
            return JsonText.read(parser, parser.next());
        } catch (InvalidEventException e) {
            throw e.in(NOTHING_NEW);
        }
    }

    private List<NewEvent> events() {
        if (parser.next() != Event.START_ARRAY) {
            throw new InvalidEventException(EVENTS, "is no array", "an array of events");
        }
        EventFormat format = EventReader::event;
        return format.events(parser, null);
    }

    private void expect(@Nullable ExpectedSequence given) {
        if (given != null && expected != null) {
            throw new InvalidEventException(EXPECTED_EACH, "is there beside " + EXPECTED, "one of the two");
        }
        expected = given == null ? expected : given;
    }
}
