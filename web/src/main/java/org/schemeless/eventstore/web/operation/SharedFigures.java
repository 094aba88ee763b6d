/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.service.ProgressReader;

/**
 * How all that share the storage are doing, for those who look, as {@link LatestFigures} has it. Public for its proxy;
 * not for applications.
 */
@ApplicationScoped
@SuppressWarnings("NullAway") // the container fills the reader
public class SharedFigures {

    @Inject
    private @Nullable ProgressReader reader;

    private final LatestFigures<LogStatus> log = new LatestFigures<>(() -> reader.read(), System::nanoTime);
    private final LatestFigures<List<ViewStatus>> views =
            new LatestFigures<>(() -> reader.readViews(), System::nanoTime);

    /** The log and all that follow it. */
    Optional<LatestFigures.Reading<LogStatus>> now() {
        return log.now();
    }

    /** All builds of all views; empty in an application without any view. */
    Optional<LatestFigures.Reading<List<ViewStatus>>> views() {
        return views.now();
    }
}
