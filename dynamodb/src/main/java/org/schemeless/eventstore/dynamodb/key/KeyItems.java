/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Operations;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.GoneKeysException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Keeps the keys of subjects, wrapped as they are. A key and that its subject has it come and go by one commit; of one
 * that was taken away the id stays.
 */
public final class KeyItems {

    private static final Logger LOG = System.getLogger(KeyItems.class.getName());

    private final TableReads reads;
    private final TableWrites writes;
    private final String table;
    private final Operations operations;
    private final KeyGuard guard;
    private final Duration budget;

    /**
     * @param table the name of the table of keys, which reads and writes are of
     * @param budget how long a key is tried to be made or taken away that others make and take away
     */
    public KeyItems(TableReads reads, TableWrites writes, String table, KeyGuard guard, Duration budget) {
        this.reads = reads;
        this.writes = writes;
        this.table = table;
        this.operations = new Operations(table);
        this.guard = guard;
        this.budget = budget;
    }

    /** The key of a subject; empty if it has none. */
    public Optional<WrappedKey> of(Subject subject) {
        Map<String, AttributeValue> ofSubject = reads.item(KeyItem.key(subject));
        return ofSubject.isEmpty() ? Optional.empty() : withId(KeyItem.id(ofSubject));
    }

    private Optional<WrappedKey> withId(KeyId id) {
        Map<String, AttributeValue> item = reads.item(KeyItem.key(id));
        return KeyItem.isThere(item) ? Optional.of(KeyItem.wrappedKey(item)) : Optional.empty();
    }

    /** Those of the keys that are there, by id. */
    public Map<KeyId, WrappedKey> withIds(Collection<KeyId> ids) {
        Map<KeyId, WrappedKey> found = new TreeMap<>();
        reads.items(ids.stream().distinct().map(KeyItem::key).toList()).stream()
                .filter(KeyItem::isThere)
                .forEach(item -> found.put(KeyItem.id(item), KeyItem.wrappedKey(item)));
        return found;
    }

    /**
     * Keeps a key unless its subject has one. After a restore from a backup that was taken meanwhile a subject may have
     * a key that is not there: it is lost, or gone, and the subject gets this one in its place.
     *
     * @return the key that the subject has
     * @throws GoneKeysException if a key with its id was taken away
     * @throws IllegalArgumentException if the id is that of a key of another subject
     */
    public WrappedKey keep(WrappedKey fresh) {
        long end = end();
        do {
            Map<String, AttributeValue> ofSubject = reads.item(KeyItem.key(fresh.subject()));
            Optional<KeyId> named = ofSubject.isEmpty() ? Optional.empty() : Optional.of(KeyItem.id(ofSubject));
            Optional<WrappedKey> kept = named.flatMap(this::withId);
            if (kept.isPresent()) {
                return kept.get();
            }
            List<Operation.Failed> failed =
                    writes.transact(named.map(lost -> instead(lost, fresh)).orElseGet(() -> created(fresh)));
            if (failed.isEmpty()) {
                named.filter(lost -> !lost.equals(fresh.id())).ifPresent(lost -> tell(lost, fresh));
                return fresh;
            }
            failed.stream().map(Operation.Failed::old).filter(KeyItem::isKey).forEach(met -> refuse(fresh, met));
        } while (System.nanoTime() - end < 0);
        throw late(fresh.id());
    }

    private List<Operation> created(WrappedKey fresh) {
        return List.of(
                operations.create(new Operation.OfKey(fresh.id()), KeyItem.ofSubject(fresh)),
                operations.create(new Operation.OfKey(fresh.id()), KeyItem.of(fresh)));
    }

    /** The one that the subject had may come back by a copy of the keys, as long as the subject has no other one. */
    private List<Operation> instead(KeyId lost, WrappedKey fresh) {
        Put ofSubject = Put.builder()
                .tableName(table)
                .item(KeyItem.ofSubject(fresh))
                .conditionExpression(KeyItem.ID + " = :lost")
                .expressionAttributeValues(Map.of(":lost", Values.text(lost.text())))
                .build();
        Operation named =
                operation(fresh.id(), TransactWriteItem.builder().put(ofSubject).build());
        Operation kept = operations.create(new Operation.OfKey(fresh.id()), KeyItem.of(fresh));
        return lost.equals(fresh.id()) ? List.of(named, kept) : List.of(named, kept, isNotThere(lost));
    }

    private Operation isNotThere(KeyId lost) {
        ConditionCheck check = ConditionCheck.builder()
                .tableName(table)
                .key(KeyItem.key(lost))
                .conditionExpression(KeyItem.IS_NOT_THERE)
                .build();
        return operation(lost, TransactWriteItem.builder().conditionCheck(check).build());
    }

    private static void tell(KeyId lost, WrappedKey fresh) {
        LOG.log(
                Level.WARNING,
                "key " + lost + ", which a subject had by the table of keys, is not in it, as after a restore: members"
                        + " that it encrypts read as erased, and the subject has " + fresh + " from now on");
    }

    private static void refuse(WrappedKey fresh, Map<String, AttributeValue> met) {
        if (!KeyItem.isThere(met)) {
            throw new GoneKeysException(Set.of(fresh.id()));
        }
        if (!KeyItem.wrappedKey(met).subject().equals(fresh.subject())) {
            throw new IllegalArgumentException("there is a " + fresh + " already, of another subject");
        }
    }

    /**
     * Takes a key away, once no batch is under way that holds it.
     *
     * @return whether it was there
     */
    public boolean remove(KeyId id) {
        long end = end();
        do {
            Map<String, AttributeValue> item = reads.item(KeyItem.key(id));
            if (!KeyItem.isThere(item)) {
                return false;
            }
            Set<String> held = KeyItem.holds(item);
            guard.end(held);
            if (writes.transact(removal(id, held, KeyItem.wrappedKey(item))).isEmpty()) {
                return true;
            }
        } while (System.nanoTime() - end < 0);
        throw late(id);
    }

    /** After a restore from a backup that was taken meanwhile a key may be there, and its subject's item not. */
    private List<Operation> removal(KeyId id, Set<String> held, WrappedKey key) {
        Map<String, AttributeValue> ofSubject = reads.item(KeyItem.key(key.subject()));
        return !ofSubject.isEmpty() && KeyItem.id(ofSubject).equals(id)
                ? List.of(gone(id, held), deletedOfSubject(id, key))
                : List.of(gone(id, held));
    }

    private Operation gone(KeyId id, Set<String> held) {
        Put.Builder put = Put.builder().tableName(table).item(KeyItem.gone(id));
        if (held.isEmpty()) {
            put.conditionExpression(KeyItem.IS_THERE + " AND attribute_not_exists(" + KeyItem.HOLDS + ")");
        } else {
            put.conditionExpression(KeyItem.HOLDS + " = :held")
                    .expressionAttributeValues(Map.of(":held", AttributeValue.fromSs(new ArrayList<>(held))));
        }
        return operation(id, TransactWriteItem.builder().put(put.build()).build());
    }

    private Operation deletedOfSubject(KeyId id, WrappedKey key) {
        Delete delete = Delete.builder()
                .tableName(table)
                .key(KeyItem.key(key.subject()))
                .conditionExpression(KeyItem.ID + " = :id")
                .expressionAttributeValues(Map.of(":id", Values.text(id.text())))
                .build();
        return operation(id, TransactWriteItem.builder().delete(delete).build());
    }

    private static Operation operation(KeyId id, TransactWriteItem write) {
        return new Operation(new Operation.OfKey(id), write, 0);
    }

    /** A page of the keys by id. The index follows the table within moments; the keys are read from the table. */
    public List<WrappedKey> page(@Nullable KeyId after, int limit) {
        List<WrappedKey> page = new ArrayList<>();
        @Nullable KeyId last = after;
        while (page.size() < limit) {
            List<KeyId> ids = ids(last, limit - page.size());
            if (ids.isEmpty()) {
                break;
            }
            page.addAll(withIds(ids).values());
            last = ids.get(ids.size() - 1);
        }
        return page;
    }

    /** The keys with the last ids, up to so many: one request of the index, and one for them. */
    public List<WrappedKey> last(int limit) {
        QueryRequest query = QueryRequest.builder()
                .indexName(KeyItem.INDEX)
                .keyConditionExpression(KeyItem.LISTED + " = :all")
                .expressionAttributeValues(Map.of(":all", KeyItem.all()))
                .scanIndexForward(false)
                .limit(limit)
                .build();
        return List.copyOf(withIds(idsOf(query)).values());
    }

    private List<KeyId> ids(@Nullable KeyId after, int limit) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":all", KeyItem.all()));
        String condition = KeyItem.LISTED + " = :all";
        if (after != null) {
            values.put(":after", Values.text(after.text()));
            condition += " AND " + KeyItem.ID + " > :after";
        }
        QueryRequest query = QueryRequest.builder()
                .indexName(KeyItem.INDEX)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .limit(limit)
                .build();
        return idsOf(query);
    }

    private List<KeyId> idsOf(QueryRequest query) {
        return reads.page(query, Map.of()).items().stream().map(KeyItem::id).toList();
    }

    /**
     * Puts a key in place of itself that another master key wraps.
     *
     * @return whether it did: not if it is gone, or wrapped otherwise by now
     */
    public boolean replace(WrappedKey before, WrappedKey after) {
        return writes.update(UpdateItemRequest.builder()
                .key(KeyItem.key(before.id()))
                .conditionExpression(KeyItem.WRAPPED + " = :before")
                .updateExpression(KeyItem.REPLACE)
                .expressionAttributeValues(KeyItem.replacing(before, after))
                .build());
    }

    private long end() {
        return System.nanoTime() + budget.toNanos();
    }

    private EventStoreUnavailableException late(KeyId id) {
        return new EventStoreUnavailableException("others made, held or took away key " + id + " for " + budget, null);
    }
}
