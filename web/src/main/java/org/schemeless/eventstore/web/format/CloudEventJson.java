/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.web.problem.PercentEncoding;

/** Events in the JSON format of CloudEvents 1.0. */
final class CloudEventJson {

    private CloudEventJson() {}

    static JsonObjectText of(StoredEvent event) {
        return of(event, event.id());
    }

    /** Of two parts of an event each has an id of its own, since CloudEvents of one source and id are one event. */
    static JsonObjectText of(EventPart part) {
        String id = part.event().id();
        return of(part.event(), part.index() == null ? id : id + "/" + part.index());
    }

    private static JsonObjectText of(StoredEvent event, String id) {
        String identifier = event.stream().identifier();
        JsonObjectText json = new JsonObjectText()
                .text("specversion", "1.0")
                .text("id", id)
                .text(
                        CloudEvents.SOURCE,
                        CloudEvents.OWN_SOURCES
                                + PercentEncoding.encode(event.stream().domain()))
                .text(CloudEvents.SUBJECT, identifier.isEmpty() ? null : identifier)
                .text("type", event.type())
                .text(CloudEvents.TIME, event.created().toString())
                .text(CloudEvents.CORRELATION_ID, event.correlationId())
                .text(CloudEvents.CAUSATION_ID, event.causationId())
                .text(CloudEvents.SEQUENCE, Long.toString(event.sequence()))
                .text(CloudEvents.POSITION, text(event.position()))
                .text(CloudEvents.TAGS, text(TagsJson.of(event.tags())))
                .text(CloudEvents.PERSONAL, text(PersonalJson.of(event.personal())));
        CloudEventMeta.write(event.meta(), json);
        return json.json(CloudEvents.DATA, data(event.payload()));
    }

    /** Absent data is what null is here. */
    private static @Nullable JsonText data(JsonText payload) {
        return payload.isNull() ? null : payload;
    }

    /** Integers of CloudEvents end at 32 bits; a position does not. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
