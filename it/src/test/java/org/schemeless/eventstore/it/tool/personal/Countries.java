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
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.Projection;

/** All that it sees of the guests of a stream. */
@ApplicationScoped
public class Countries implements Projection<String, GuestEvent, Countries.Seen> {

    public static final String VIEW = "countries";

    /** What it has seen. */
    public record Seen(String all) {}

    @Override
    public String name() {
        return VIEW;
    }

    @Override
    public Set<String> keys(GuestEvent event, StoredEvent stored) {
        return Set.of(stored.stream().identifier());
    }

    @Override
    public Seen apply(String key, Seen before, GuestEvent event, StoredEvent stored) {
        GuestEvent.CheckedIn guest = (GuestEvent.CheckedIn) event;
        String one = guest.name() + " " + guest.age() + " " + guest.country() + ";";
        return new Seen(before == null ? one : before.all() + one);
    }
}
