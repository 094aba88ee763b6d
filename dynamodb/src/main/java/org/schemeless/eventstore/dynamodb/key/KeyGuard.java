/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.GoneKeysException;
import org.schemeless.eventstore.spi.Parts;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Sees to it that a batch commits only while its keys are there. The transaction that moves the heads of a batch looks
 * at the keys itself. A batch that is decided on by one item has no such transaction: it leaves its token at each of
 * its keys before the decision, and whoever takes a key away decides first that the batches do not commit that have
 * left theirs and are not decided.
 */
public final class KeyGuard {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** More than any of these operations adds to the size of a transaction. */
    private static final long BYTES = 500;

    private static final int OPERATIONS = 100;

    private final TableReads reads;
    private final TableWrites writes;
    private final TableReads decisions;
    private final TableWrites events;
    private final String table;
    private final Parallel parallel;
    private final Duration patience;

    /**
     * @param reads from the table of keys, as are the writes
     * @param decisions from the table of events
     * @param events writes to the table of events
     * @param table the name of the table of keys
     * @param patience how long a batch is respected that has left its token and is not decided
     */
    public KeyGuard(
            TableReads reads,
            TableWrites writes,
            TableReads decisions,
            TableWrites events,
            String table,
            Parallel parallel,
            Duration patience) {
        this.reads = reads;
        this.writes = writes;
        this.decisions = decisions;
        this.events = events;
        this.table = table;
        this.parallel = parallel;
        this.patience = patience;
    }

    /** @throws GoneKeysException if one of these keys is not there now */
    public void require(Set<KeyId> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Set<KeyId> missing = new TreeSet<>(keys);
        reads.items(keys.stream().map(KeyItem::key).toList(), KeyItem.ID).stream()
                .filter(item -> item.containsKey(KeyItem.ID))
                .forEach(item -> missing.remove(KeyItem.id(item)));
        if (!missing.isEmpty()) {
            throw new GoneKeysException(missing);
        }
    }

    /** The operation that belongs to the transaction that moves the heads of a batch with this key. */
    public Operation check(KeyId key) {
        return operation(
                key,
                TransactWriteItem.builder()
                        .conditionCheck(ConditionCheck.builder()
                                .tableName(table)
                                .key(KeyItem.key(key))
                                .conditionExpression(KeyItem.IS_THERE)
                                .build())
                        .build());
    }

    /**
     * Holds these keys for a batch that is decided on by one item.
     *
     * @return the operations that failed, of keys that are not there
     */
    public List<Operation.Failed> hold(BatchToken token, Collection<KeyId> keys) {
        return parallel
                .map(
                        Parts.of(List.copyOf(keys), OPERATIONS),
                        part -> writes.transact(
                                part.stream().map(key -> held(token, key)).toList()))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Operation held(BatchToken token, KeyId key) {
        return operation(
                key,
                TransactWriteItem.builder()
                        .update(Update.builder()
                                .tableName(table)
                                .key(KeyItem.key(key))
                                .conditionExpression(KeyItem.IS_THERE)
                                .updateExpression("ADD " + KeyItem.HOLDS + " :token")
                                .expressionAttributeValues(token(token))
                                .build())
                        .build());
    }

    private static Operation operation(KeyId key, TransactWriteItem write) {
        return new Operation(new Operation.OfKey(key), write, BYTES);
    }

    private static Map<String, AttributeValue> token(BatchToken token) {
        return Map.of(":token", AttributeValue.fromSs(List.of(token.text())));
    }

    /** Lets go of keys, once the batch is decided. What stays is of no consequence. */
    public void release(BatchToken token, Collection<KeyId> keys) {
        parallel.each(
                keys,
                key -> writes.update(UpdateItemRequest.builder()
                        .key(KeyItem.key(key))
                        .conditionExpression("contains(" + KeyItem.HOLDS + ", :one)")
                        .updateExpression("DELETE " + KeyItem.HOLDS + " :token")
                        .expressionAttributeValues(Map.of(
                                ":token", AttributeValue.fromSs(List.of(token.text())),
                                ":one", Values.text(token.text())))
                        .build()));
    }

    /** Makes sure that these batches are decided: those that are not when the patience is over are not to commit. */
    void end(Set<String> tokens) {
        Set<String> undecided = new HashSet<>(tokens);
        long end = System.nanoTime() + patience.toNanos();
        while (!undecided.isEmpty()) {
            new ArrayList<>(undecided)
                    .stream()
                            .filter(token -> !decisions
                                    .item(Keys.decision(new BatchToken(token)))
                                    .isEmpty())
                            .forEach(undecided::remove);
            if (System.nanoTime() - end > 0) {
                parallel.each(undecided, token -> events.decide(new BatchToken(token), Decision.ABORTED));
                return;
            }
            if (!undecided.isEmpty()) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LOOK_AGAIN.toNanos()));
            }
        }
    }
}
