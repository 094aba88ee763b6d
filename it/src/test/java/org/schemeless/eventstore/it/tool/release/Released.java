/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.release;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewFold;

/** A view of which each release of an application has one version: of each stream the version and how many events. */
public abstract class Released implements ViewFold<Released.State> {

    public static final String VIEW = "released";
    public static final String DOMAIN = "released";

    /** What a version keeps of a key. */
    public record State(int version, long events) {}

    private final int version;

    Released(int version) {
        this.version = version;
    }

    @Override
    public String view() {
        return VIEW;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public Map<String, UnaryOperator<State>> changes(StoredEvent event) {
        return Map.of(
                event.stream().identifier(), before -> new State(version, before == null ? 1 : before.events() + 1));
    }

    @Override
    public State read(JsonText state) {
        String[] parts = state.as(String.class).split(":");
        return new State(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public JsonText write(State state) {
        return JsonText.string(state.version() + ":" + state.events());
    }
}
