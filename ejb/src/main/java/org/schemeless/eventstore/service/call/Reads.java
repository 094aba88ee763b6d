/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.call;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** One read: in the caller's transaction as it is, else repeated while the backend cannot answer. */
@Dependent
public class Reads {

    private final CallerTransaction caller;
    private final FailureTranslation failures;
    private final Retries retries;

    @Inject
    Reads(CallerTransaction caller, FailureTranslation failures, Retries retries) {
        this.caller = caller;
        this.failures = failures;
        this.retries = retries;
    }

    public <T> T ask(Supplier<T> question) {
        return caller.isActive()
                ? failures.translated(question)
                : retries.repeat(first -> failures.translated(question));
    }
}
