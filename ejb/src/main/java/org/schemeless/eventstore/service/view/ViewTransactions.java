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
import java.util.function.Supplier;
import org.schemeless.eventstore.service.call.FailureTranslation;
import org.schemeless.eventstore.service.call.OwnTransaction;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.EventStorage;

/** What is written for views: one after the other where the backend needs that. */
@Dependent
class ViewTransactions {

    private final EventStorage events;
    private final OwnTransaction own;
    private final FailureTranslation failures;

    @Inject
    ViewTransactions(@Opened EventStorage events, OwnTransaction own, FailureTranslation failures) {
        this.events = events;
        this.own = own;
        this.failures = failures;
    }

    <T> T inside(Supplier<T> work) {
        return failures.translated(() -> events.exclusively(() -> own.call(work)));
    }

    /** What makes or drops tables is in no transaction, since that would be committed by it. */
    void outside(Runnable work) {
        events.exclusively(() -> own.without(() -> {
            work.run();
            return true;
        }));
    }
}
