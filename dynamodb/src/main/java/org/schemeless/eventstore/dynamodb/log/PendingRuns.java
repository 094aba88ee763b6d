/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.ItemSize;

/** A pending append with its runs. */
record PendingRuns(PendingAppend pending, List<Run> runs) {

    /** What its runs take in the item, nothing if they are in an object. */
    long bytes() {
        @Nullable String text = pending.text();
        return text == null ? 0 : ItemSize.utf8(text);
    }
}
