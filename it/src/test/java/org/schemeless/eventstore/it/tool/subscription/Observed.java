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
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/** Remembers what it was given, in memory. */
@ApplicationScoped
public class Observed implements Subscription {

    public static final String NAME = "observed";
    public static final String DOMAIN = "observed";

    @Inject
    private Script script;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public int batchSize() {
        return 7;
    }

    @Override
    public void handle(List<StoredEvent> events) throws Exception {
        script.mayFail(NAME);
        script.saw(NAME, events);
    }
}
