/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.view;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewFold;

/**
 * For each identifier of a domain the ids of its events, in the order in which they were folded: a second one, one left
 * out and one out of order are seen.
 */
public abstract class Counting implements ViewFold<String> {

    public static final String DOMAIN = "viewed";
    public static final String REMOVING = "removing";
    public static final String POISON = "poison";

    private final String view;
    private final int version;
    private final int segments;

    Counting(String view, int version, int segments) {
        this.view = view;
        this.version = version;
        this.segments = segments;
    }

    @Override
    public String view() {
        return view;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int segments() {
        return segments;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public Map<String, UnaryOperator<String>> changes(StoredEvent event) {
        return Map.of(event.stream().identifier(), before -> after(before, event));
    }

    String after(String before, StoredEvent event) {
        if (event.type().equals(REMOVING)) {
            return null;
        }
        return (before == null ? "" : before + " ") + event.id();
    }

    @Override
    public String read(JsonText state) {
        return state.as(String.class);
    }

    @Override
    public JsonText write(String state) {
        return JsonText.string(state);
    }
}
