/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import java.util.List;
import org.schemeless.eventstore.StoredEvent;

/** How many events to read at once, so that the next page is of a moderate size, going by the last one. */
final class PageSize {

    private static final int MOST = 64;
    private static final int GROWTH = 4;
    private static final long CHARACTERS = 256L * 1024;

    private int limit = MOST / GROWTH;

    int limit() {
        return limit;
    }

    void adapt(List<StoredEvent> page) {
        long characters = page.stream().mapToLong(StoredEvent::characters).sum();
        long fitting = CHARACTERS * page.size() / Math.max(characters, 1);
        limit = (int) Math.max(1, Math.min(fitting, Math.min(MOST, limit * GROWTH)));
    }
}
