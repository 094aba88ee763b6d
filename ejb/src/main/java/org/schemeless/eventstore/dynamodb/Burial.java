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
final class Burial {

    private final TableWrites writes;
    private final Fences fences;
    private final Leftovers leftovers;
    private final Parallel parallel;
    private final Tokens dead = new Tokens();

    Burial(TableWrites writes, Fences fences, Leftovers leftovers, Parallel parallel) {
        this.writes = writes;
        this.fences = fences;
        this.leftovers = leftovers;
        this.parallel = parallel;
    }

    /** Whether this node has ended this batch in any of its streams: then it is dead in all of them. */
    boolean isKnownDead(Head head) {
        return dead.contains(head.token());
    }

    /** Ends the batches that fence these heads. One that has decided to commit is carried out instead. */
    void endAll(Map<StreamId, Head> fenced) {
        parallel.each(fenced.entrySet(), entry -> end(entry.getKey(), entry.getValue()));
    }

    private void end(StreamId stream, Head head) {
        String token = head.token();
        if (head.goal() != null && !isKnownDead(head) && writes.decide(token, Decision.ABORTED) == Decision.COMMITTED) {
            fences.rollForward(stream, token, head.goal());
            return;
        }
        if (head.isBuried() || fences.bury(stream, token)) {
            dead.add(token);
        }
        finish(stream, token, head.version());
    }

    /** Takes the fences from this batch. One that moves its heads itself cannot commit without them. */
    void bury(StagedBatch batch) {
        parallel.each(batch.fenced(), stream -> fences.bury(stream, batch.token()));
    }

    /** The same as {@link #endAll} for a batch of this node, also where its fence did not come to pass or is lost. */
    void end(StagedBatch batch) {
        if (!batch.movesHeads() && writes.decide(batch.token(), Decision.ABORTED) == Decision.COMMITTED) {
            return;
        }
        bury(batch);
        Map<StreamId, Long> bases = batch.batch().allBases();
        parallel.each(batch.fenced(), stream -> finish(stream, batch.token(), bases.getOrDefault(stream, 0L)));
    }

    private void finish(StreamId stream, String token, long version) {
        leftovers.clear(stream);
        fences.remove(stream, token, version);
    }
}
