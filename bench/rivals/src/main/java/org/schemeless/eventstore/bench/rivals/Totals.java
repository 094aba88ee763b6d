/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.ejb.EJB;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.service.EventStoreService;

/**
 * Of each of some thousand keys how many events it has, and of how many characters: a view that the store keeps, and
 * the rival that has it built.
 */
abstract class Totals implements ViewFold<Totals.Total>, Rival {

    static final int KEYS = 10_000;
    static final int BATCH = 1_000;

    private final String view;
    private final int segments;

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    Totals(String view, int segments) {
        this.view = view;
        this.segments = segments;
    }

    record Total(long events, long characters) {

        static Total of(StoredEvent event) {
            return new Total(1, event.payload().toString().length());
        }

        Total and(Total other) {
            return new Total(events + other.events, characters + other.characters);
        }
    }

    static String key(StoredEvent event) {
        return "key-" + event.sequence() % KEYS;
    }

    /** The build that is read has to be at the end, so that it does not work beside those that are measured. */
    @Override
    public Client connect() throws InterruptedException {
        ViewClient client = new ViewClient(store, views, view);
        client.awaitActive();
        return client;
    }

    @Override
    public String view() {
        return view;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int segments() {
        return segments;
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public Map<String, UnaryOperator<Total>> changes(StoredEvent event) {
        return Map.of(key(event), before -> before == null ? Total.of(event) : before.and(Total.of(event)));
    }

    @Override
    public Total read(JsonText state) {
        String[] parts = state.as(String.class).split(" ");
        return new Total(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public JsonText write(Total state) {
        return JsonText.string(state.events() + " " + state.characters());
    }
}
