/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.Checkpoints;
import org.schemeless.eventstore.spi.EventStorage;

/** How all that share a storage are doing, read from there. Outside of a transaction. */
@Dependent
class Progress {

    private final EventStorage storage;
    private final Checkpoints checkpoints;
    private final FailureTranslation failures;

    @Inject
    Progress(@Opened EventStorage storage, Checkpoints checkpoints, FailureTranslation failures) {
        this.storage = storage;
        this.checkpoints = checkpoints;
        this.failures = failures;
    }

    LogStatus now() {
        return failures.translated(this::read);
    }

    /** The end is read last: so no subscription is beyond it. */
    private LogStatus read() {
        List<Checkpoints.Place> places = checkpoints.all();
        long pending = storage.countPendingPositions();
        long end = storage.lastPosition();
        return new LogStatus(
                end,
                pending,
                places.stream()
                        .map(place -> new SubscriptionProgress(
                                place.name(), place.position(), Math.max(0, end - place.position()), place.stop()))
                        .toList());
    }
}
