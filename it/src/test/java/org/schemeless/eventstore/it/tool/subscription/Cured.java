/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/** What {@link Poisoned} is in the next version of its application: it handles everything. */
@ApplicationScoped
public class Cured implements Subscription {

    @Override
    public String name() {
        return Poisoned.NAME;
    }

    @Override
    public void handle(List<StoredEvent> events) {
        // nothing goes wrong
    }
}
