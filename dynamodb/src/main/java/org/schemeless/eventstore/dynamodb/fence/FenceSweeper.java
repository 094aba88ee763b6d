/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Ends batches whose fences have stood for long, and removes what they staged. A sparse index lists the heads that are
 * fenced: the search costs nothing where there is nothing to find.
 */
public final class FenceSweeper {

    private static final Logger LOG = System.getLogger(FenceSweeper.class.getName());

    private final TableReads reads;
    private final StreamHeads heads;
    private final DeadBatches deadBatches;

    public FenceSweeper(TableReads reads, StreamHeads heads, DeadBatches deadBatches) {
        this.reads = reads;
        this.heads = heads;
        this.deadBatches = deadBatches;
    }

    /** @param before younger batches may be under way */
    void sweep(Instant before) {
        reads.scan(StreamHead.FENCED_INDEX, hits -> end(hits, before));
    }

    /** The index may be behind: what counts is the head itself. */
    private void end(List<Map<String, AttributeValue>> hits, Instant before) {
        Set<HeadKey> keys = hits.stream().map(HeadKey::of).collect(Collectors.toSet());
        Map<HeadKey, StreamHead> dead = new HashMap<>();
        heads.stored(keys).forEach((key, head) -> {
            BatchToken token = head.token();
            if (token != null && token.time().isBefore(before)) {
                dead.put(key, head);
            }
        });
        deadBatches.endAll(dead);
        dead.forEach((key, head) -> LOG.log(Level.INFO, "ended batch {0} in {1}", head.token(), key));
    }
}
