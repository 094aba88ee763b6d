/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.service.EventStoreService;

/** Has a view built from the first event of the log on; what is read meanwhile stands at the end of the log. */
record ViewClient(EventStoreService store, Views views, String view) implements Client {

    /** Each look asks the database about all views, beside those that build them. */
    private static final int POLL_MILLIS = 50;

    @Override
    public long catchUp() throws InterruptedException {
        long next = builds().count() + 1;
        views.rebuild(view);
        return await(status -> status.build().build() == next);
    }

    /** Waits until the build that is read is at the end of the log. */
    void awaitActive() throws InterruptedException {
        await(ViewStatus::active);
    }

    private long await(Predicate<ViewStatus> build) throws InterruptedException {
        long end = store.getLastPosition();
        while (builds().filter(build).noneMatch(status -> status.position() >= end)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return end;
    }

    private Stream<ViewStatus> builds() {
        return views.status().stream().filter(status -> status.build().view().equals(view));
    }
}
