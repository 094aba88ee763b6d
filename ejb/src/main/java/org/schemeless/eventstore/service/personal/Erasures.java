/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.WrappedKey;

/** The events that tell of erasures. */
public final class Erasures {

    private static final String KEY = "key";

    private Erasures() {}

    /**
     * @throws InvalidEventException if it is outside the limits
     */
    public static void requireRequest(@Nullable String request) {
        if (request == null) {
            return;
        }
        int length = request.codePointCount(0, request.length());
        if (length > Limits.REQUEST) {
            throw new InvalidEventException(
                    "request", "has " + length + " characters", Limits.REQUEST + " characters at most");
        }
        try {
            JsonText.string(request);
        } catch (InvalidEventException e) {
            throw e.in("request");
        }
    }

    /**
     * The event that says that this key is gone. It is not of an earlier time than the key, whatever the clocks say.
     */
    public static NewEvent event(WrappedKey key, @Nullable String request) {
        Instant now = Instant.now();
        String text = "{\"" + KEY + "\":" + JsonText.string(key.id().text())
                + (request == null ? "" : ",\"request\":" + JsonText.string(request)) + "}";
        return NewEvent.in(Erasure.STREAM, Erasure.TYPE)
                .payloadJson(text)
                .created(now.isBefore(key.created()) ? key.created() : now)
                .build();
    }

    /** Whether this is one of them. */
    public static boolean isErasure(StoredEvent event) {
        return event.stream().domain().equals(Erasure.DOMAIN) && event.type().equals(Erasure.TYPE);
    }

    /** The key that is gone by this event; empty if it tells of no erasure. */
    public static Optional<KeyId> keyOf(StoredEvent event) {
        return isErasure(event)
                        && event.payload().value() instanceof JsonObject payload
                        && payload.get(KEY) instanceof JsonString key
                ? Optional.of(key.getString()).filter(Limits::isId).map(KeyId::new)
                : Optional.empty();
    }
}
