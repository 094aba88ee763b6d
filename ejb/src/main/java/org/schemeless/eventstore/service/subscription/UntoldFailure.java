/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.UnreadableEventException;

/** A failure on events with personal members: of its exceptions the classes are told, and where they were thrown. */
final class UntoldFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntoldFailure(Throwable failure) {
        super(text(failure));
        setStackTrace(root(failure).getStackTrace());
    }

    private static String text(Throwable failure) {
        return causes(failure)
                .map(cause -> cause instanceof UnreadableEventException
                        ? String.valueOf(cause.getMessage())
                        : cause.getClass().getName())
                .collect(Collectors.joining(
                        ", caused by ", "", " (texts are not told, since an event has personal members)"));
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (before, cause) -> cause);
    }

    @SuppressWarnings("NullAway") // Stream.iterate ends at null
    private static Stream<Throwable> causes(Throwable failure) {
        Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());
        return Stream.<Throwable>iterate(failure, cause -> cause != null && met.add(cause), Throwable::getCause);
    }
}
