/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStart;

@ApplicationScoped
public class TurnoverSubscription implements Subscription {

    @Inject
    private Instance<Turnovers> turnovers; // a session bean that keeps an entity, looked up when it is needed

    /** Its checkpoint is kept under this name. */
    @Override
    public String name() {
        return "turnovers";
    }

    /** And types(); empty for all. */
    @Override
    public Set<String> domains() {
        return Set.of("account");
    }

    /** Or now(), or after(position). */
    @Override
    public SubscriptionStart start() {
        return SubscriptionStart.beginning();
    }

    @Override
    public void handle(List<StoredEvent> events) {
        turnovers.get().add(events);
    }
}
