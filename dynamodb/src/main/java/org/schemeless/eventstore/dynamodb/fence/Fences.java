/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.fence;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.stream.StreamHead;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Changes fences of heads. Each change names the fence it expects; nothing happens if that is not there. */
public final class Fences {

    private static final String IS_FENCE = StreamHead.FENCE + " = :fence";

    private final TableWrites writes;

    public Fences(TableWrites writes) {
        this.writes = writes;
    }

    /**
     * Takes the fence from its batch, which then cannot commit any more. The head stays closed to others until the
     * items of the batch are gone and the fence is removed.
     */
    boolean revoke(HeadKey key, BatchToken token) {
        return update(
                key,
                token.text(),
                "SET " + StreamHead.FENCE + " = :revoked REMOVE " + StreamHead.GOAL,
                Map.of(":revoked", Values.text(StreamHead.revoked(token))));
    }

    /**
     * Frees a head whose fence was revoked.
     *
     * @param version that of the head; one that counts nothing is no longer needed
     */
    void remove(HeadKey key, BatchToken token, long version) {
        String revoked = StreamHead.revoked(token);
        if (version > 0) {
            update(key, revoked, "REMOVE " + StreamHead.FENCE, Map.of());
        } else {
            writes.delete(DeleteItemRequest.builder()
                    .key(key.key())
                    .conditionExpression(IS_FENCE)
                    .expressionAttributeValues(Map.of(":fence", Values.text(revoked)))
                    .build());
        }
    }

    /** Moves the head as the decision of this batch says. */
    public void rollForward(HeadKey key, BatchToken token, @Nullable Long goal) {
        if (goal != null) {
            update(
                    key,
                    token.text(),
                    "SET " + StreamHead.VERSION + " = :goal REMOVE " + StreamHead.FENCE + ", " + StreamHead.GOAL,
                    Map.of(":goal", Values.number(goal)));
        }
    }

    private boolean update(HeadKey key, String fence, String update, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":fence", Values.text(fence));
        return writes.update(UpdateItemRequest.builder()
                .key(key.key())
                .conditionExpression(IS_FENCE)
                .updateExpression(update)
                .expressionAttributeValues(all)
                .build());
    }
}
