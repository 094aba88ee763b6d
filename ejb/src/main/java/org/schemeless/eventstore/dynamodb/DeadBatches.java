/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.Map;
import org.schemeless.eventstore.StreamId;

/**
 * Ends batches that will not be committed, in steps that anyone can repeat: makes sure that they never are, removes their
 * items, and frees the heads. The fence goes last, so that whatever is left can be found by it.
 */
final class DeadBatches {

    private final TableWrites writes;
    private final Fences fences;
    private final DeadItems deadItems;
    private final Parallel parallel;
    private final RecentTokens dead = new RecentTokens();

    DeadBatches(TableWrites writes, Fences fences, DeadItems deadItems, Parallel parallel) {
        this.writes = writes;
        this.fences = fences;
        this.deadItems = deadItems;
        this.parallel = parallel;
    }

    /** Whether this node has ended this batch in any of its streams: then it is dead in all of them. */
    boolean isKnownDead(StreamHead head) {
        return dead.contains(head.token());
    }

    /** Ends the batches that fence these heads. One that has decided to commit is carried out instead. */
    void endAll(Map<StreamId, StreamHead> fenced) {
        parallel.each(fenced.entrySet(), entry -> end(entry.getKey(), entry.getValue()));
    }

    private void end(StreamId stream, StreamHead head) {
        String token = head.token();
        if (head.goal() != null && !isKnownDead(head) && writes.decide(token, Decision.ABORTED) == Decision.COMMITTED) {
            fences.rollForward(stream, token, head.goal());
            return;
        }
        if (head.isRevoked() || fences.revoke(stream, token)) {
            dead.add(token);
        }
        finish(stream, token, head.version());
    }

    /** Takes the fences from this batch. One that moves its heads itself cannot commit without them. */
    void revoke(StagedBatch batch) {
        parallel.each(batch.fenced(), stream -> fences.revoke(stream, batch.token()));
    }

    /** The same as {@link #endAll} for a batch of this node, also where its fence did not come to pass or is lost. */
    void end(StagedBatch batch) {
        if (!batch.movesHeads() && writes.decide(batch.token(), Decision.ABORTED) == Decision.COMMITTED) {
            return;
        }
        revoke(batch);
        Map<StreamId, Long> bases = batch.batch().allBases();
        parallel.each(batch.fenced(), stream -> finish(stream, batch.token(), bases.getOrDefault(stream, 0L)));
    }

    private void finish(StreamId stream, String token, long version) {
        deadItems.clear(stream);
        fences.remove(stream, token, version);
    }
}
