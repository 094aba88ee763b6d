/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.NewEvent;

/** The domain that an append is told under. */
public final class Domains {

    private Domains() {}

    /** That of all events; empty if they have several, or if there is none. */
    public static Optional<String> of(@Nullable List<NewEvent> events) {
        List<String> domains = names(events).distinct().limit(2).toList();
        return domains.size() == 1 ? Optional.of(domains.get(0)) : Optional.empty();
    }

    /** A list that is refused later may lack anything. */
    private static Stream<String> names(@Nullable List<NewEvent> events) {
        return events == null
                ? Stream.empty()
                : events.stream()
                        .filter(Objects::nonNull)
                        .map(event -> event.stream().domain());
    }
}
