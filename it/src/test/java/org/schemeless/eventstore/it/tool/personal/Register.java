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
import org.schemeless.eventstore.model.Snapshot;

/** The same with snapshots: its state is a record, so that its decisions can be injected beside. */
@ApplicationScoped
@Snapshot(every = 1)
public class Register implements Decider<String, GuestEvent, Register.Names> {

    /** What it has seen. */
    public record Names(String names) {}

    @Override
    public String domain() {
        return Reception.DOMAIN;
    }

    @Override
    public Names initial() {
        return new Names("");
    }

    @Override
    public Names evolve(Names state, GuestEvent event) {
        return new Names(state.names() + ((GuestEvent.CheckedIn) event).name() + ";");
    }

    @Override
    public List<GuestEvent> decide(String name, Names state) {
        return List.of(new GuestEvent.CheckedIn(name + "-id", name, 36, "GB"));
    }
}
