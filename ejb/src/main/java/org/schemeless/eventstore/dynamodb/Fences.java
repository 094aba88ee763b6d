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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Frees the heads of streams. A fence is respected for some time, in which a living writer gets done; whoever still
 * meets it then breaks it, after which its batch can never commit: its other fences are then broken without waiting.
 */
final class Fences {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final TableWrites writes;
    private final Heads heads;
    private final Leftovers leftovers;
    private final Duration patience;
    private final Tokens dead = new Tokens();

    Fences(TableWrites writes, Heads heads, Leftovers leftovers, Duration patience) {
        this.writes = writes;
        this.heads = heads;
        this.leftovers = leftovers;
        this.patience = patience;
    }

    /** The head of this stream once no other batch fences it. */
    Head freed(StreamId stream, Head met) {
        Head head = met;
        @Nullable String watched = null;
        long end = 0;
        while (head.fence() != null) {
            if (!head.isFencedBy(String.valueOf(watched))) {
                watched = head.fence();
                end = System.nanoTime() + patience.toNanos();
            }
            if (heads.isCommitted(head)) {
                rollForward(stream, head.fence(), head.goal());
            } else if (System.nanoTime() - end < 0 && !dead.contains(head.fence())) {
                pause();
            } else {
                breakFence(stream, head);
            }
            head = heads.stored(stream);
        }
        return head;
    }

    private void breakFence(StreamId stream, Head head) {
        String token = String.valueOf(head.fence());
        if (head.goal() == null || writes.decide(token, Decision.ABORTED) == Decision.ABORTED) {
            if (release(stream, token)) {
                dead.add(token);
            }
            leftovers.clear(stream);
        }
    }

    /**
     * Takes the fence of this batch off the head; nothing happens if it is not there.
     *
     * @return whether it was there
     */
    boolean release(StreamId stream, String token) {
        return update(stream, token, "REMOVE " + Head.FENCE + ", " + Head.GOAL, Map.of());
    }

    /** Moves the head as the decision of this batch says; nothing happens if that was done. */
    void rollForward(StreamId stream, String token, @Nullable Long goal) {
        if (goal != null) {
            update(
                    stream,
                    token,
                    "SET " + Head.VERSION + " = :goal REMOVE " + Head.FENCE + ", " + Head.GOAL,
                    Map.of(":goal", Values.number(goal)));
        }
    }

    private boolean update(StreamId stream, String token, String update, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":token", Values.text(token));
        return writes.update(UpdateItemRequest.builder()
                .key(Keys.head(stream))
                .conditionExpression(Head.FENCE + " = :token")
                .updateExpression(update)
                .expressionAttributeValues(all)
                .build());
    }

    private static void pause() {
        long most = 2 * LOOK_AGAIN.toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most));
    }
}
