/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.stream.StreamHeads;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;

/**
 * Waits for batches that fence heads. A fence is respected for some time, in which a living writer gets done; then its
 * batch is ended. All fences are waited for together, so that the time is spent once, however many batches have died.
 */
public final class FenceWait {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final StreamHeads heads;
    private final DeadBatches deadBatches;
    private final Duration patience;

    public FenceWait(StreamHeads heads, DeadBatches deadBatches, Duration patience) {
        this.heads = heads;
        this.deadBatches = deadBatches;
        this.patience = patience;
    }

    /**
     * Waits until none of these heads is fenced by the batch that fenced it when it was met. Another one may have
     * followed: the next attempt meets that.
     *
     * @return the heads as they are then
     */
    public Map<HeadKey, StreamHead> freed(Map<HeadKey, StreamHead> met) {
        Map<HeadKey, StreamHead> freed = new HashMap<>(met);
        Map<HeadKey, StreamHead> fenced = those(met, StreamHead::isFenced);
        long end = System.nanoTime() + patience.toNanos();
        while (!fenced.isEmpty()) {
            boolean isPatient = System.nanoTime() - end < 0;
            Set<BatchToken> committed = isPatient ? heads.committed(fenced.values()) : Set.of();
            Map<HeadKey, StreamHead> over = those(
                    fenced, head -> !isPatient || deadBatches.isKnownDead(head) || head.isFencedByOneOf(committed));
            deadBatches.endAll(over);
            if (over.isEmpty()) {
                pause();
            }
            Map<HeadKey, StreamHead> now = heads.stored(fenced.keySet());
            freed.putAll(now);
            fenced.entrySet()
                    .removeIf(entry -> !Objects.equals(
                            now.getOrDefault(entry.getKey(), StreamHead.NONE).token(),
                            entry.getValue().token()));
            fenced.replaceAll((key, before) -> now.getOrDefault(key, before));
        }
        return freed;
    }

    private static Map<HeadKey, StreamHead> those(Map<HeadKey, StreamHead> all, Predicate<StreamHead> wanted) {
        return all.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void pause() {
        long most = 2 * LOOK_AGAIN.toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most));
    }
}
