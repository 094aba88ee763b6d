/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the log is written to whom it is sent event by event. The JSON of an event has no line break. */
public enum LogFormat {

    /** One event a line. */
    LINES(MediaTypes.NDJSON) {

        @Override
        String event(@Nullable Long position, String json) {
            return json + "\n";
        }

        @Override
        String problemText(String json) {
            return json + "\n";
        }

        @Override
        String nothing() {
            return "\n";
        }

        @Override
        String lookedUpToText(long position) {
            return nothing();
        }
    },

    /** Server-sent events (HTML, section 9.2): the id of each is its position. */
    EVENTS(MediaType.SERVER_SENT_EVENTS) {

        @Override
        String event(@Nullable Long position, String json) {
            return (position == null ? "" : "id: " + position + "\n") + "data: " + json + "\n\n";
        }

        @Override
        String problemText(String json) {
            return "event: problem\ndata: " + json + "\n\n";
        }

        @Override
        String nothing() {
            return ":\n\n";
        }

        @Override
        String lookedUpToText(long position) {
            return "id: " + position + "\n\n";
        }
    };

    private static final String RECONNECT_MILLIS = "1000";

    private final String mediaType;

    LogFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether the answer goes on when there is nothing more, until the client goes. */
    public boolean isLive() {
        return this == EVENTS;
    }

    /** @param position absent if the event is not whole after it */
    abstract String event(@Nullable Long position, String json);

    abstract String problemText(String json);

    abstract String nothing();

    abstract String lookedUpToText(long position);

    /** What stands before the first event. */
    public byte[] start() {
        return bytes(isLive() ? "retry: " + RECONNECT_MILLIS + "\n\n" : "");
    }

    /**
     * All parts of an event that has a position. Who has not got the last of them does not know the position, and gets
     * all of them again.
     */
    public byte[] event(List<EventPart> parts) {
        StringBuilder text = new StringBuilder();
        int last = parts.size() - 1;
        for (int i = 0; i <= last; i++) {
            EventPart part = parts.get(i);
            text.append(event(
                    i == last ? part.event().position() : null,
                    EventJson.of(part).toString()));
        }
        return bytes(text.toString());
    }

    /**
     * The last that is said when the next event cannot be sent: not an event, so that nobody takes the log for whole.
     */
    public byte[] problem(String json) {
        return bytes(problemText(json));
    }

    /** What clients skip: it shows that the connection lives. */
    public byte[] heartbeat() {
        return bytes(nothing());
    }

    /**
     * What clients skip, as well, after the log was looked at up to this position and nothing wanted was found; live,
     * an id without data, which clients keep as the last one (HTML, section 9.2.6).
     */
    public byte[] lookedUpTo(long position) {
        return bytes(lookedUpToText(position));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
