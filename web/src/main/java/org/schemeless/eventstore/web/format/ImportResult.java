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
import org.jspecify.annotations.Nullable;

/**
 * How far an import has come: all events up to there are in the store.
 *
 * @param events how many were brought
 * @param stored how many of them were not there yet
 * @param position that of the last one in the log it comes from; absent if there is none
 */
public record ImportResult(
        long events, long stored, @Nullable Long position) {

    /** The result before the first batch. */
    public static final ImportResult NOTHING = new ImportResult(0, 0, null);

    /** The result after one more batch, which is not empty. */
    public ImportResult and(List<LogLine> batch, int newlyStored) {
        return new ImportResult(
                events + batch.size(),
                stored + newlyStored,
                batch.get(batch.size() - 1).event().position());
    }
}
