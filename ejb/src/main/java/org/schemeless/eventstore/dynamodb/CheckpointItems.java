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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The items that say how far subscriptions are, and who is at work for them. */
final class CheckpointItems {

    private static final String POSITION = "p";
    private static final String HOLDER = "holder";

    private final TableReads reads;
    private final TableWrites writes;

    CheckpointItems(TableReads reads, TableWrites writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** @param holder the token of the batch that has taken it, null if none has */
    record Checkpoint(long position, @Nullable String holder) {}

    Optional<Checkpoint> read(String name) {
        Map<String, AttributeValue> item = reads.item(Keys.checkpoint(name));
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Checkpoint(Values.number(item, POSITION), Values.optionalText(item, HOLDER)));
    }

    /** Makes it; one that is there stays as it is. */
    void create(String name, long position) {
        writes.update(update(name)
                .updateExpression("SET " + POSITION + " = if_not_exists(" + POSITION + ", :position)")
                .expressionAttributeValues(Map.of(":position", Values.number(position)))
                .build());
    }

    /** @return whether it was as it was read, and is now held by this token */
    boolean take(String name, Checkpoint read, String token) {
        UpdateItemRequest.Builder take = update(name).updateExpression("SET " + HOLDER + " = :token");
        if (read.holder() == null) {
            take.conditionExpression("attribute_not_exists(" + HOLDER + ") AND " + POSITION + " = :position")
                    .expressionAttributeValues(
                            Map.of(":token", Values.text(token), ":position", Values.number(read.position())));
        } else {
            take.conditionExpression(HOLDER + " = :holder")
                    .expressionAttributeValues(
                            Map.of(":token", Values.text(token), ":holder", Values.text(read.holder())));
        }
        return writes.update(take.build());
    }

    /** Gives it back, at this position, if the token still holds it. */
    void release(String name, String token, long position) {
        writes.update(update(name)
                .updateExpression("SET " + POSITION + " = :position REMOVE " + HOLDER)
                .conditionExpression(HOLDER + " = :token")
                .expressionAttributeValues(Map.of(":token", Values.text(token), ":position", Values.number(position)))
                .build());
    }

    private static UpdateItemRequest.Builder update(String name) {
        return UpdateItemRequest.builder().key(Keys.checkpoint(name));
    }
}
