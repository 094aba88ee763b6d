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
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Reads one event in the store's own JSON. */
final class EventReader {

    private static final Set<String> TEXTS =
            Set.of("id", "domain", "identifier", "type", "correlationId", "causationId", "created");
    private static final Set<String> VALUES = Set.of("payload", "meta", TagsJson.TAGS, PersonalJson.PERSONAL);
    private static final String KNOWN =
            "id, domain, identifier, type, payload, meta, correlationId, causationId, created, tags, personal";

    /** A whole number from 1 as JSON writes it: no point, no exponent, no sign. */
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,15}");

    private final JsonParser parser;
    private final List<String> numbersToo;
    private final PersonalJson.Origin origin;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, @Nullable String> texts = new HashMap<>();
    private final Map<String, JsonText> values = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    /**
     * @param numbersToo members that are whole numbers, which an event may have here besides
     * @param origin of the event
     */
    EventReader(JsonParser parser, List<String> numbersToo, PersonalJson.Origin origin) {
        this.parser = parser;
        this.numbersToo = numbersToo;
        this.origin = origin;
    }

    /** @see EventFormat#event */
    static NewEvent event(JsonParser parser, @Nullable StreamId named) {
        return new EventReader(parser, List.of(), PersonalJson.Origin.NEW).read(named);
    }

    /** Reads the event in whose object the parser stands, to its end. */
    NewEvent read(@Nullable StreamId named) {
        readMembers();
        return event(named);
    }

    /** The value of a member that is a whole number; null if it was not there. */
    @Nullable
    Long number(String member) {
        return numbers.get(member);
    }

    private void readMembers() {
        while (parser.next() != Event.END_OBJECT) {
            String member = parser.getString();
            if (!seen.add(member)) {
                throw new InvalidEventException(member, "is there twice", "each member once");
            }
            if (TEXTS.contains(member)) {
                texts.put(member, text(member));
            } else if (VALUES.contains(member)) {
                values.put(member, value(member));
            } else if (numbersToo.contains(member)) {
                numbers.put(member, readNumber(member));
            } else {
                String known =
                        Stream.concat(Stream.of(KNOWN), numbersToo.stream()).collect(Collectors.joining(", "));
                throw new InvalidEventException(member, "is no member of an event", known);
            }
        }
    }

    private @Nullable String text(String member) {
        return switch (BodyText.next(parser, member)) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            default -> throw new InvalidEventException(member, "is no string", "a string");
        };
    }

    private long readNumber(String member) {
        if (BodyText.next(parser, member) == Event.VALUE_NUMBER
                && NUMBER.matcher(parser.getString()).matches()) {
            long number = Long.parseLong(parser.getString());
            if (number <= Limits.SEQUENCE) {
                return number;
            }
        }
        throw new InvalidEventException(member, "is no such number", "an integer from 1 to " + Limits.SEQUENCE);
    }

    private JsonText value(String member) {
        try {
            return JsonText.read(parser, parser.next());
        } catch (InvalidEventException e) {
            throw e.in(member);
        }
    }

    private NewEvent event(@Nullable StreamId named) {
        JsonText meta = values.get("meta");
        NewEvent.Builder event = NewEvent.in(stream(named), orEmpty("type"))
                .id(texts.get("id"))
                .meta(meta == null || meta.isNull() ? null : meta)
                .correlationId(texts.get("correlationId"))
                .causationId(texts.get("causationId"))
                .created(created());
        TagsJson.add(values.get(TagsJson.TAGS), event);
        JsonText payload = values.get("payload");
        return PersonalJson.add(
                values.get(PersonalJson.PERSONAL),
                origin,
                payload == null ? event.build() : event.payload(payload).build());
    }

    private @Nullable Instant created() {
        String created = texts.get("created");
        return created == null ? null : Timestamps.parse("created", created);
    }

    private StreamId stream(@Nullable StreamId named) {
        if (named == null) {
            return StreamId.of(orEmpty("domain"), texts.get("identifier"));
        }
        requireSame("domain", named.domain());
        requireSame("identifier", named.identifier());
        return named;
    }

    private String orEmpty(String member) {
        String given = texts.get(member);
        return given == null ? "" : given;
    }

    private void requireSame(String member, String named) {
        String given = texts.get(member);
        boolean isOther = given != null && !given.equals(named);
        boolean isAbsent = "".equals(given) && member.equals("identifier");
        if (isOther && !isAbsent) {
            throw new InvalidEventException(member, "is \"" + given + "\"", "what the path names, or nothing");
        }
    }
}
