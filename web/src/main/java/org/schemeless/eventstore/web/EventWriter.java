/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.StoredEvent;

/** Writes answers while they are sent. Payload and meta go out as the text they are kept in, so that no digit is lost. */
final class EventWriter {

    private EventWriter() {}

    static StreamingOutput appended(AppendResult result) {
        return events(result.events(), EventWriter::json);
    }

    static StreamingOutput page(List<StoredEvent> events) {
        return events(events, EventWriter::json);
    }

    private static <E> StreamingOutput events(List<E> events, Function<E, JsonObjectText> json) {
        return output -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
            out.write("{\"events\":[");
            String separator = "";
            for (E event : events) {
                out.write(separator);
                out.write(json.apply(event).toString());
                separator = ",";
            }
            out.write("]}");
            out.flush();
        };
    }

    private static JsonObjectText json(AppendedEvent event) {
        return new JsonObjectText()
                .text("id", event.id()).stream(event.stream())
                        .number("sequence", event.sequence())
                        .text("created", event.created().toString());
    }

    static JsonObjectText json(StoredEvent event) {
        return new JsonObjectText()
                .text("id", event.id()).stream(event.stream())
                        .text("type", event.type())
                        .number("sequence", event.sequence())
                        .number("position", event.position())
                        .json("payload", event.payload())
                        .json("meta", event.meta())
                        .text("correlationId", event.correlationId())
                        .text("causationId", event.causationId())
                        .text("created", event.created().toString());
    }
}
