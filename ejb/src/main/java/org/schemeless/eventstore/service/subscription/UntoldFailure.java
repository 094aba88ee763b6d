/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import java.util.stream.Collectors;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.logging.Mishaps;

/** A failure on events with personal members: of its exceptions the classes are told, and where they were thrown. */
final class UntoldFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntoldFailure(Throwable failure) {
        super(text(failure));
        setStackTrace(Mishaps.root(failure).getStackTrace());
    }

    private static String text(Throwable failure) {
        return Mishaps.causes(failure)
                .map(cause -> cause instanceof UnreadableEventException
                        ? String.valueOf(cause.getMessage())
                        : cause.getClass().getName())
                .collect(Collectors.joining(
                        ", caused by ", "", " (texts are not told, since an event has personal members)"));
    }
}
