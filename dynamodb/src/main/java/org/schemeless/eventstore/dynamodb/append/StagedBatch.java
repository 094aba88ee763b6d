/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;

/**
 * A batch that takes more than one transaction, and how far it has got.
 *
 * @param inOrder whether all heads are fenced in the one order of all heads
 * @param goals the versions its heads get
 * @param fenced the heads that may have its fence
 */
record StagedBatch(Batch batch, Chunks.Cut cut, boolean inOrder, Map<HeadKey, Long> goals, Set<HeadKey> fenced) {

    static StagedBatch of(Batch batch, Chunks.Cut cut, boolean inOrder) {
        return new StagedBatch(batch, cut, inOrder, batch.goals(), ConcurrentHashMap.newKeySet());
    }

    BatchToken token() {
        return batch.token();
    }

    /** Whether one transaction moves all its heads; else a decision does. */
    boolean movesHeads() {
        return Chunks.movesHeads(batch);
    }

    /** What a fence says of the version its head gets: nothing if the batch moves the head itself. */
    @Nullable
    Long goalOfFence(HeadKey head) {
        return movesHeads() ? null : goals.get(head);
    }

    List<Chunks.Chunk> chunks() {
        return cut.staged();
    }
}
