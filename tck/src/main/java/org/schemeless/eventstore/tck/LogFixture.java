/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.StoredEvent;

/** A store whose log is shared with other tests. */
interface LogFixture extends StoreFixture {

    /** All events after a position, by pages. */
    default List<StoredEvent> after(long position) {
        List<StoredEvent> events = new ArrayList<>();
        LogPage page;
        do {
            page = store().readLog(position + events.size(), 100, LogFilter.all());
            events.addAll(page.events());
        } while (page.hasMore());
        return events;
    }

    /** The last position, after all that is committed has one. */
    default long end() {
        LogPage page = store().readLog(0, 1_000, LogFilter.all());
        while (page.hasMore()) {
            page = store().readLog(page.position(), 1_000, LogFilter.all());
        }
        return page.position();
    }
}
