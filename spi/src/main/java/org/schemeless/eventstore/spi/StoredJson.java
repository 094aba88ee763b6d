/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.UnreadableEventException;

/**
 * Payload and meta of an event as a storage finds them: JSON when the store wrote them, unless a hand or a fault has
 * changed them.
 */
public final class StoredJson {

    private StoredJson() {}

    /**
     * The payload of an event as it is stored.
     *
     * @throws UnreadableEventException that names the event if this is no JSON (any more)
     */
    public static JsonText payload(String id, @Nullable String text) {
        if (text == null || !JsonSyntax.isValue(text)) {
            throw new UnreadableEventException(id, "its payload is not JSON", null);
        }
        return JsonText.stored(text);
    }

    /**
     * The meta of an event as it is stored.
     *
     * @throws UnreadableEventException that names the event if this is no JSON object (any more)
     */
    public static @Nullable JsonText meta(String id, @Nullable String text) {
        if (text != null && !JsonSyntax.isObject(text)) {
            throw new UnreadableEventException(id, "its meta is not a JSON object", null);
        }
        return text == null ? null : JsonText.stored(text);
    }
}
