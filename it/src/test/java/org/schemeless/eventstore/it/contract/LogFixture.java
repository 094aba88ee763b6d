/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.contract;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.StoredEvent;

/** A store whose log is shared with other tests. */
interface LogFixture extends StoreFixture {

    /** All events after a position, by pages. */
    default List<StoredEvent> after(long position) {
        List<StoredEvent> events = new ArrayList<>();
        List<StoredEvent> page;
        do {
            page = store().readAll(position + events.size(), 100);
            events.addAll(page);
        } while (!page.isEmpty());
        return events;
    }

    /** The last position, after all that is committed has one. */
    default long end() {
        long end = 0;
        List<StoredEvent> page;
        do {
            page = store().readAll(end, 1_000);
            end += page.size();
        } while (!page.isEmpty());
        return end;
    }
}
