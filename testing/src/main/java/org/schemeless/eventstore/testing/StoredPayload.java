/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.EventTypes;

/** A stored event of some version, and what it is read as today. */
public final class StoredPayload {

    private final @Nullable EventTypes types;
    private final StoredEvent event;

    StoredPayload(@Nullable EventTypes types, StoredEvent event) {
        this.types = types;
        this.event = event;
    }

    /**
     * The same event whose personal members at these places of its payload, by JSON Pointer, are erased.
     *
     * @throws org.schemeless.eventstore.InvalidEventException if a pointer is none, or within another one
     */
    public StoredPayload erased(String... pointers) {
        JsonText payload = event.payload().without(List.of(pointers));
        PersonalMembers members =
                new PersonalMembers(null, new KeyId("erased"), List.of(pointers), PersonalMembers.Form.ERASED);
        return new StoredPayload(types, event.with(payload, List.of(members)));
    }

    /**
     * It becomes this object; or these, in this order; or none. Compared by class and as JSON, numbers by value.
     *
     * @throws AssertionError if it becomes something else
     * @throws UnreadableEventException if it cannot be read
     */
    public void readsAs(Object... expected) {
        List<Object> read = types(expected).read(event);
        List<String> wanted = new ArrayList<>();
        boolean same = read.size() == expected.length;
        for (int i = 0; i < expected.length; i++) {
            wanted.add(text(expected[i]));
            same = same
                    && read.get(i).getClass() == expected[i].getClass()
                    && JsonText.of(read.get(i)).isSameValueAs(JsonText.of(expected[i]));
        }
        if (!same) {
            throw new AssertionError("expected " + wanted + ", but it is read as "
                    + read.stream().map(StoredPayload::text).toList());
        }
    }

    private EventTypes types(Object... expected) {
        if (types != null) {
            return types;
        }
        if (expected.length == 0) {
            throw new IllegalStateException(
                    "an event that is read as none needs the types: EventStoreTest.inMemory(types)");
        }
        return EventTypes.of(expected[0].getClass());
    }

    private static String text(Object object) {
        return object.getClass().getSimpleName() + JsonText.of(object);
    }
}
