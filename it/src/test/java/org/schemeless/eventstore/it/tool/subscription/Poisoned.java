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

/** Cannot handle events of one type, ever. */
@ApplicationScoped
public class Poisoned implements Subscription {

    public static final String NAME = "poisoned";
    public static final String POISON = "poison";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void handle(List<StoredEvent> events) throws Exception {
        if (events.stream().anyMatch(event -> event.type().equals(POISON))) {
            throw new Exception("cannot handle " + POISON);
        }
    }
}
