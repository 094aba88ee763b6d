/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.service.call.CallerTransaction;
import org.schemeless.eventstore.spi.ViewStorage;

/** Which build of a view is read: in a transaction the one that was active at its first read of the view. */
@Dependent
public class ActiveBuilds {

    private final ViewStorage storage;
    private final CallerTransaction caller;

    @Inject
    ActiveBuilds(ViewStorage storage, CallerTransaction caller) {
        this.storage = storage;
        this.caller = caller;
    }

    /** @throws IllegalArgumentException if none is active */
    public ViewBuild of(String view) {
        return caller.isActive()
                ? caller.kept(ActiveBuilds.class, HashMap<String, ViewBuild>::new)
                        .computeIfAbsent(view, this::now)
                : now(view);
    }

    private ViewBuild now(String view) {
        return storage.active(view)
                .orElseThrow(() -> new IllegalArgumentException("no build of a view \"" + view
                        + "\" can be read: there is none of this name, or none has come to the end of the log yet"));
    }
}
