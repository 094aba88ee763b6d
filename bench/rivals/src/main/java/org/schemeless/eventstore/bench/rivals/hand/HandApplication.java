/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals.hand;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** A REST application beside the store's own, without filters, writers or checks. */
@ApplicationPath("by-hand")
public class HandApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(HandEvents.class);
    }
}
