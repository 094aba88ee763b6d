/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schemeless.eventstore.StreamId;

/**
 * Waits for batches that fence heads. A fence is respected for some time, in which a living writer gets done; then its
 * batch is ended. All fences are waited for together, so that the time is spent once, however many batches have died.
 */
final class Waiting {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Heads heads;
    private final Burial burial;
    private final Duration patience;

    Waiting(Heads heads, Burial burial, Duration patience) {
        this.heads = heads;
        this.burial = burial;
        this.patience = patience;
    }

    /**
     * Waits until none of these heads is fenced by the batch that fenced it when it was met. Another one may have followed:
     * the next attempt meets that.
     *
     * @return the heads as they are then
     */
    Map<StreamId, Head> freed(Map<StreamId, Head> met) {
        Map<StreamId, Head> freed = new HashMap<>(met);
        Map<StreamId, Head> fenced = those(met, Head::isFenced);
        long end = System.nanoTime() + patience.toNanos();
        while (!fenced.isEmpty()) {
            boolean isPatient = System.nanoTime() - end < 0;
            Set<String> committed = isPatient ? heads.committed(fenced.values()) : Set.of();
            Map<StreamId, Head> over =
                    those(fenced, head -> !isPatient || burial.isKnownDead(head) || committed.contains(head.token()));
            burial.endAll(over);
            if (over.isEmpty()) {
                pause();
            }
            Map<StreamId, Head> now = heads.stored(fenced.keySet());
            freed.putAll(now);
            fenced.entrySet()
                    .removeIf(entry -> !now.getOrDefault(entry.getKey(), Head.NONE)
                            .token()
                            .equals(entry.getValue().token()));
            fenced.replaceAll((stream, before) -> now.getOrDefault(stream, before));
        }
        return freed;
    }

    private static Map<StreamId, Head> those(Map<StreamId, Head> all, Predicate<Head> wanted) {
        return all.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void pause() {
        long most = 2 * LOOK_AGAIN.toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most));
    }
}
