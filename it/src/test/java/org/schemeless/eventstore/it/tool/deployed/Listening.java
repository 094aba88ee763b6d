/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/** A subscription that is told of erasures, and remembers in memory what it was given. */
@ApplicationScoped
public class Listening implements Subscription, ErasureListener {

    static final String DOMAIN = "listened";

    private final List<String> given = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "listening";
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public void handle(List<StoredEvent> events) {
        events.forEach(event -> given.add(event.id()));
    }

    @Override
    public void erased(KeyId key) {
        given.add(key.text());
    }

    /** The ids of events and keys, in their order. */
    public List<String> given() {
        return List.copyOf(given);
    }
}
