/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.List;

/**
 * A CDI event, fired on this node after the transaction of an append has committed, never before, and not for a batch
 * that was stored before. For what may be missed, such as clearing a cache: if the process dies after the commit,
 * nobody is told. Who must not miss anything follows the log.
 *
 * @param events where the events of the batch were stored, in its order
 */
public record EventsAppended(List<AppendedEvent> events) {

    public EventsAppended {
        events = List.copyOf(events);
    }
}
