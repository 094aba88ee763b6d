/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.personal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.TypedSubscription;

/** Remembers in memory what it was given. */
@ApplicationScoped
public class GuestBook implements TypedSubscription<GuestEvent>, ErasureListener {

    private final List<String> given = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "guest-book";
    }

    @Override
    public void handle(GuestEvent event, StoredEvent stored) {
        given.add(event.toString());
    }

    @Override
    public void erased(KeyId key) {
        given.add(key.text());
    }

    /** Texts of events, and ids of keys that are gone, in their order. */
    public List<String> given() {
        return List.copyOf(given);
    }
}
