/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.RecentTokens;
import org.schemeless.eventstore.dynamodb.table.TableWrites;

/**
 * Ends batches that will not be committed, in steps that anyone can repeat: makes sure that they never are, removes
 * their items, and frees the heads. The fence goes last, so that whatever is left can be found by it.
 */
public final class DeadBatches {

    private final TableWrites writes;
    private final Fences fences;
    private final DeadItems deadItems;
    private final Parallel parallel;
    private final RecentTokens dead = new RecentTokens();

    public DeadBatches(TableWrites writes, Fences fences, DeadItems deadItems, Parallel parallel) {
        this.writes = writes;
        this.fences = fences;
        this.deadItems = deadItems;
        this.parallel = parallel;
    }

    /** Whether this node has ended this batch at any of its heads: then it is dead in all of them. */
    boolean isKnownDead(StreamHead head) {
        BatchToken token = head.token();
        return token != null && dead.contains(token);
    }

    /** Ends the batches that fence these heads. One that has decided to commit is carried out instead. */
    void endAll(Map<HeadKey, StreamHead> fenced) {
        parallel.each(fenced.entrySet(), entry -> end(entry.getKey(), entry.getValue()));
    }

    private void end(HeadKey key, StreamHead head) {
        BatchToken token = Objects.requireNonNull(head.token(), () -> "no batch fences " + key);
        if (head.goal() != null && !isKnownDead(head) && writes.decide(token, Decision.ABORTED) == Decision.COMMITTED) {
            fences.rollForward(key, token, head.goal());
            return;
        }
        if (head.isRevoked() || fences.revoke(key, token)) {
            dead.add(token);
        }
        finish(key, token, head.version());
    }

    /** Takes the fences from the batch of this token. One that moves its heads itself cannot commit without them. */
    public void revoke(BatchToken token, Set<HeadKey> fenced) {
        parallel.each(fenced, key -> fences.revoke(key, token));
    }

    /**
     * The same as {@link #endAll} for a batch of this node, also where its fence did not come to pass or is lost.
     *
     * @param isDecided whether a decision commits it; else it moves its heads itself
     * @param bases the versions at which it found its heads
     */
    public void end(BatchToken token, boolean isDecided, Set<HeadKey> fenced, Map<HeadKey, Long> bases) {
        if (isDecided && writes.decide(token, Decision.ABORTED) == Decision.COMMITTED) {
            return;
        }
        revoke(token, fenced);
        parallel.each(fenced, key -> finish(key, token, bases.getOrDefault(key, 0L)));
    }

    private void finish(HeadKey key, BatchToken token, long version) {
        deadItems.clear(key);
        fences.remove(key, token, version);
    }
}
