/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the events that have personal members of one subject.
 *
 * @param next what the next page begins after; absent with the last one
 */
public record PersonalPage(
        List<StoredEvent> events, @Nullable String next) implements Serializable {

    public PersonalPage {
        events = List.copyOf(events);
    }
}
