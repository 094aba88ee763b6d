/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;

/** Payload and meta of an event. As an object they are two lines, for no JSON of this store contains a line break. */
public record EventBody(JsonText payload, @Nullable JsonText meta) {

    static EventBody of(byte[] object) {
        String text = new String(object, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return end < 0
                ? new EventBody(JsonText.stored(text), null)
                : new EventBody(JsonText.stored(text.substring(0, end)), JsonText.stored(text.substring(end + 1)));
    }

    byte[] toObject() {
        String text = meta == null ? payload.toString() : payload + "\n" + meta;
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
