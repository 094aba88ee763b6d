/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.schemeless.eventstore.EventsAppended;

/** Who wants to hear of appends of this node. */
@ApplicationScoped
public class AppendListeners {

    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    void appended(@Observes EventsAppended notice) {
        listeners.forEach(Runnable::run);
    }

    public void add(Runnable listener) {
        listeners.add(listener);
    }

    public void remove(Runnable listener) {
        listeners.remove(listener);
    }
}
