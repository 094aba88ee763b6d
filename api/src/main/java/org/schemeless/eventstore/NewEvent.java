/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to append.
 *
 * <pre>{@code
 * NewEvent.in("account", "42", "deposited").payload(new Deposited(100)).build()
 * }</pre>
 *
 * @param id unique in the store, 1 to {@value Limits#ID} characters; generated (a ULID) if absent
 * @param type 1 to {@value Limits#TYPE} characters
 * @param payload any JSON value
 * @param meta a JSON object, if any
 * @param correlationId up to {@value Limits#CAUSAL_ID} characters; empty is absent
 * @param causationId up to {@value Limits#CAUSAL_ID} characters; empty is absent
 * @param created of the years 1 to 9999, cut to microseconds; the time of the append if absent
 * @param tags a set, in its one order: up to {@value Limits#TAGS}, each once
 * @param own what it has by itself, if a context was filled in; a replay compares nothing that it has not by itself
 * @param personal which members of the payload are personal data, and whose
 */
public record NewEvent(
        @Nullable String id,
        StreamId stream,
        String type,
        JsonText payload,
        @Nullable JsonText meta,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable Instant created,
        List<Tag> tags,
        @Nullable Own own,
        List<PersonalMembers> personal)
        implements Serializable {

    /** What an event has by itself of what a context fills in. It is not stored. */
    public record Own(
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable JsonText meta) implements Serializable {}

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** @throws InvalidEventException if a member is missing or outside its limits */
    public NewEvent {
        if (id != null) {
            Names.required("id", id, Limits.ID);
        }
        if (stream == null) {
            throw new InvalidEventException("domain", "is missing", "1 to " + Limits.DOMAIN + " characters");
        }
        Names.required("type", type, Limits.TYPE);
        if (payload == null) {
            throw new InvalidEventException("payload", "is missing", "any JSON value");
        }
        if (meta != null && !meta.isObject()) {
            throw new InvalidEventException("meta", "is not an object", "a JSON object");
        }
        correlationId = Names.optional("correlationId", correlationId, Limits.CAUSAL_ID);
        causationId = Names.optional("causationId", causationId, Limits.CAUSAL_ID);
        if (created != null) {
            if (created.isBefore(EARLIEST) || created.isAfter(LATEST)) {
                throw new InvalidEventException("created", "is " + created, "the years 1 to 9999");
            }
            created = created.truncatedTo(ChronoUnit.MICROS);
        }
        tags = Tag.set(tags);
        personal = PersonalMembers.set(personal);
        for (PersonalMembers members : personal) {
            for (String pointer : members.pointers()) {
                if (members.isThere() && payload.at(pointer).isEmpty()) {
                    throw new InvalidEventException(
                            "personal.members", "has \"" + pointer + "\", which the payload has not", "what it has");
                }
            }
        }
    }

    /**
     * An event that no context was filled in, without personal members.
     *
     * @throws InvalidEventException if a member is missing or outside its limits
     */
    public NewEvent(
            @Nullable String id,
            StreamId stream,
            String type,
            JsonText payload,
            @Nullable JsonText meta,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Instant created,
            List<Tag> tags) {
        this(id, stream, type, payload, meta, correlationId, causationId, created, tags, null, List.of());
    }

    /**
     * An event without tags.
     *
     * @throws InvalidEventException if a member is missing or outside its limits
     */
    public NewEvent(
            @Nullable String id,
            StreamId stream,
            String type,
            JsonText payload,
            @Nullable JsonText meta,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Instant created) {
        this(id, stream, type, payload, meta, correlationId, causationId, created, List.of());
    }

    /** Starts an event of this type in the stream of this domain and identifier. */
    public static Builder in(String domain, @Nullable String identifier, String type) {
        return in(StreamId.of(domain, identifier), type);
    }

    /** Starts an event of this type in this stream. */
    public static Builder in(StreamId stream, String type) {
        return new Builder(stream, type);
    }

    /** The same event with what is absent of id and time filled in. */
    public NewEvent stamped(String absentId, Instant absentCreated) {
        return new NewEvent(
                id == null ? absentId : id,
                stream,
                type,
                payload,
                meta,
                correlationId,
                causationId,
                created == null ? absentCreated : created,
                tags,
                own,
                personal);
    }

    /**
     * The same event with what it lacks of these, which belong to the context in which it is appended. They are stored
     * as any, and marked: if the event has an id and is sent again, perhaps in another context or in none that is
     * filled in by this method too, only what it has by itself is compared with what is stored ({@link #own}).
     *
     * @param filledMeta the event's own with the members that it lacks
     * @throws InvalidEventException if something is outside its limits
     */
    public NewEvent filled(
            @Nullable String absentCorrelationId, @Nullable String absentCausationId, @Nullable JsonText filledMeta) {
        return new NewEvent(
                id,
                stream,
                type,
                payload,
                filledMeta,
                correlationId == null ? absentCorrelationId : correlationId,
                causationId == null ? absentCausationId : causationId,
                created,
                tags,
                own == null ? new Own(correlationId, causationId, meta) : own,
                personal);
    }

    /** The same event with this id. */
    public NewEvent identified(String other) {
        return new NewEvent(
                other, stream, type, payload, meta, correlationId, causationId, created, tags, own, personal);
    }

    /** The same event with its payload and personal members in another form. */
    public NewEvent with(JsonText otherPayload, List<PersonalMembers> otherPersonal) {
        return new NewEvent(
                id, stream, type, otherPayload, meta, correlationId, causationId, created, tags, own, otherPersonal);
    }

    /** How many UTF-16 characters the JSON text of payload and meta has: what the event takes of memory, mostly. */
    public long characters() {
        return payload.characters() + (meta == null ? 0 : meta.characters());
    }

    /** Collects the members of an event; what is not set is absent. The payload must be set. */
    public static final class Builder {

        private final StreamId stream;
        private final String type;
        private @Nullable String id;
        private @Nullable JsonText payload;
        private @Nullable JsonText meta;
        private @Nullable String correlationId;
        private @Nullable String causationId;
        private @Nullable Instant created;
        private final List<Tag> tags = new ArrayList<>();
        private final List<PersonalMembers> personal = new ArrayList<>();

        private Builder(StreamId stream, String type) {
            this.stream = stream;
            this.type = type;
        }

        /** The id, unique in the store; {@code null} has the store generate one. */
        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        /**
         * The payload from any public record or bean, written by JSON-B; a {@code JsonText} or {@code JsonValue} as it
         * is; a {@code String} becomes a JSON string ({@link #payloadJson} takes JSON text).
         *
         * @throws InvalidEventException if JSON-B cannot write it, or its JSON is outside the limits
         * @throws IllegalStateException if it takes JSON-B and there is none
         */
        public Builder payload(@Nullable Object value) {
            return set("payload", () -> payload = JsonText.of(value));
        }

        /**
         * The payload from JSON text.
         *
         * @throws InvalidEventException if the text is not one JSON value within the limits
         */
        public Builder payloadJson(String json) {
            return set("payload", () -> payload = JsonText.parse(json));
        }

        /**
         * The meta object from a record, bean, map or {@code JsonObject}; {@code null} is absent.
         *
         * @throws InvalidEventException if JSON-B cannot write it, or its JSON is outside the limits
         * @throws IllegalStateException if it takes JSON-B and there is none
         */
        public Builder meta(@Nullable Object value) {
            return set("meta", () -> meta = value == null ? null : JsonText.of(value));
        }

        /**
         * The meta object from JSON text; {@code null} is absent.
         *
         * @throws InvalidEventException if the text is not one JSON value within the limits
         */
        public Builder metaJson(@Nullable String json) {
            return set("meta", () -> meta = json == null ? null : JsonText.parse(json));
        }

        private Builder set(String member, Runnable setting) {
            try {
                setting.run();
                return this;
            } catch (InvalidEventException e) {
                throw e.in(member);
            }
        }

        /** The id of the larger whole that the event is a part of; {@code null} or empty is absent. */
        public Builder correlationId(@Nullable String value) {
            correlationId = value;
            return this;
        }

        /** The id of what made the event happen; {@code null} or empty is absent. */
        public Builder causationId(@Nullable String value) {
            causationId = value;
            return this;
        }

        /** The time of the event; {@code null} has the store take that of the append. */
        public Builder created(@Nullable Instant value) {
            created = value;
            return this;
        }

        /**
         * A tag, by which the event is found and rules over several streams are kept; an event has up to {@value
         * Limits#TAGS}, each once, also several of one name.
         *
         * @throws InvalidEventException if name or value is outside the limits
         */
        public Builder tag(String name, String value) {
            tags.add(new Tag(name, value));
            return this;
        }

        /**
         * Members of the payload that are personal data of this subject: they are stored encrypted, by a key that goes
         * when the subject is erased ({@link PersonalData#erase}). The payload has to have them; they count towards the
         * limits as they are stored, a third longer and some 50 characters each.
         *
         * @param pointers JSON Pointers (RFC 6901), such as /street or /phones/0, {@value Limits#PERSONAL} of an event
         * @throws InvalidEventException if a pointer is none, or within another one
         */
        public Builder personal(Subject subject, String... pointers) {
            personal.add(PersonalMembers.of(subject, List.of(pointers)));
            return this;
        }

        /** @throws InvalidEventException if a member is missing or outside its limits */
        public NewEvent build() {
            if (payload == null) {
                throw new InvalidEventException("payload", "is missing", "any JSON value");
            }
            return new NewEvent(
                    id, stream, type, payload, meta, correlationId, causationId, created, tags, null, personal);
        }
    }
}
