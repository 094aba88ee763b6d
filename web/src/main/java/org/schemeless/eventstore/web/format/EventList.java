/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.util.List;

/** The events of an answer; which format they are written in is for the client to say, by Accept. */
public record EventList(List<EventPart> events) {

    public EventList {
        events = List.copyOf(events);
    }
}
