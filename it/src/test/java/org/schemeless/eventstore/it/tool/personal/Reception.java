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
import org.schemeless.eventstore.model.Decider;

/** Has the names of a stream's guests as its state. */
@ApplicationScoped
public class Reception implements Decider<String, GuestEvent, String> {

    public static final String DOMAIN = "guest";

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public String initial() {
        return "";
    }

    @Override
    public String evolve(String state, GuestEvent event) {
        return state + ((GuestEvent.CheckedIn) event).name() + ";";
    }

    /** Whoever is named checks in to the stream once more. */
    @Override
    public List<GuestEvent> decide(String name, String state) {
        return List.of(new GuestEvent.CheckedIn(name + "-id", name, 36, "GB"));
    }
}
