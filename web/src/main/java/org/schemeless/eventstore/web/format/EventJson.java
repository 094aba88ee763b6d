/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.StoredEvent;

/** Events in the store's own JSON. Payload and meta go out as the text they are kept in, so that no digit is lost. */
final class EventJson {

    private EventJson() {}

    static JsonObjectText of(AppendedEvent event) {
        return new JsonObjectText()
                .text("id", event.id()).stream(event.stream())
                        .number("sequence", event.sequence())
                        .text("created", event.created().toString());
    }

    static JsonObjectText of(EventPart part) {
        Integer index = part.index();
        return of(part.event()).number("index", index == null ? null : index.longValue());
    }

    static JsonObjectText of(StoredEvent event) {
        return new JsonObjectText()
                .text("id", event.id()).stream(event.stream())
                        .text("type", event.type())
                        .number("sequence", event.sequence())
                        .number("position", event.position())
                        .json("payload", event.payload())
                        .json("meta", event.meta())
                        .text("correlationId", event.correlationId())
                        .text("causationId", event.causationId())
                        .text("created", event.created().toString())
                        .json(TagsJson.TAGS, TagsJson.of(event.tags()))
                        .json(PersonalJson.PERSONAL, PersonalJson.of(event.personal()));
    }
}
