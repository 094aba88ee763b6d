/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Parallel;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.ViewRound;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The items of states: one for each key of each build. */
public final class StateItems {

    /** A transaction has 100 operations, one of them for the checkpoint. */
    public static final int MOST_KEYS = 99;

    /** Some of the 4 MB of a transaction is left for what the service adds. */
    private static final long BYTES = 3_500_000;

    /** So large each state may be of those that one event changes, if all of them are as large. */
    public static final int LEAST_OFFLOADED = (int) (BYTES / (MOST_KEYS + 1));

    private static final String POSITION = "q";
    private static final String STATE = "p";

    private final TableReads reads;
    private final TableWrites writes;
    private final StateObjects objects;
    private final Parallel parallel;
    private final String table;
    private final int limit;

    /**
     * @param table the name of the table of views, which reads and writes are of
     * @param limit bytes of an item from which on its state goes to an object
     */
    public StateItems(
            TableReads reads, TableWrites writes, StateObjects objects, Parallel parallel, String table, int limit) {
        this.reads = reads;
        this.writes = writes;
        this.objects = objects;
        this.parallel = parallel;
        this.table = table;
        this.limit = limit;
    }

    /** The states of these keys; those without one are left out. */
    public Map<String, ViewState> of(ViewBuild build, Collection<String> keys) {
        Map<String, ViewState> states = new HashMap<>();
        if (!keys.isEmpty()) {
            states(
                            build,
                            reads.items(keys.stream()
                                    .map(key -> ViewKeys.state(build, key))
                                    .toList()))
                    .forEach(state -> states.put(state.key(), state));
        }
        return states;
    }

    /** A page of states by key, in the order of code points. */
    public List<ViewState> page(ViewBuild build, @Nullable String after, int most) {
        QueryRequest query = after == null
                ? ofBuild(build, "", Map.of())
                : ofBuild(build, " AND " + Keys.SORT + " > :after", Map.of(":after", Values.text(after)));
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page =
                    reads.page(query.toBuilder().limit(most - items.size()).build(), start);
            items.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (items.size() < most && !start.isEmpty());
        return states(build, items);
    }

    private static QueryRequest ofBuild(ViewBuild build, String condition, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":build", Values.text(ViewKeys.states(build)));
        return QueryRequest.builder()
                .consistentRead(true)
                .keyConditionExpression(Keys.PARTITION + " = :build" + condition)
                .expressionAttributeValues(all)
                .build();
    }

    private List<ViewState> states(ViewBuild build, List<Map<String, AttributeValue>> items) {
        return parallel.map(items, item -> state(build, item)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** An object that is gone may have been replaced since the item was read, or the state be no more. */
    private Optional<ViewState> state(ViewBuild build, Map<String, AttributeValue> item) {
        try {
            return Optional.of(read(build, item));
        } catch (IllegalStateException e) {
            Map<String, AttributeValue> now = reads.item(Keys.of(item));
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (Offloaded.in(now).equals(Offloaded.in(item))) {
                throw e;
            }
            return state(build, now);
        }
    }

    private ViewState read(ViewBuild build, Map<String, AttributeValue> item) {
        String key = Values.text(item, Keys.SORT);
        String state = Offloaded.in(item)
                .map(object -> objects.get(build, key, object))
                .orElseGet(() -> Values.text(item, STATE));
        return new ViewState(key, build.version(), Values.number(item, POSITION), JsonText.stored(state));
    }

    /**
     * Writes what a round has come to, and what else has to be done by the same commit.
     *
     * @param suspect whether the round before may not be seen everywhere yet, so that also what was not there is
     *     written only if it is not there
     */
    public Outcome put(ViewRound round, Operation checkpoint, boolean suspect) {
        List<Map<String, AttributeValue>> items =
                round.states().stream().map(state -> item(round.build(), state)).toList();
        boolean isTooLarge = items.stream()
                        .mapToLong(ItemSize::of)
                        .filter(size -> size <= limit)
                        .sum()
                > BYTES;
        if (isTooLarge && !round.isSmallest()) {
            return Outcome.TOO_LARGE;
        }
        int most = isTooLarge ? Math.min(limit, LEAST_OFFLOADED) : limit;
        List<Offloaded> replaced = objects.of(round.build(), replaced(round));
        List<Offloaded> uploaded = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        try {
            items.forEach(item -> operations.add(
                    put(round, ItemSize.of(item) <= most ? item : offloaded(round.build(), item, uploaded))));
        } catch (RuntimeException e) {
            objects.delete(uploaded);
            throw e;
        }
        round.removed().stream()
                .filter(key -> suspect || round.before().containsKey(key))
                .forEach(key -> operations.add(removal(round, key)));
        operations.add(checkpoint);
        // without an answer the uploads stay: they may be what the states refer to
        boolean done = writes.transact(operations).isEmpty();
        objects.delete(done ? replaced : uploaded);
        return done ? Outcome.DONE : Outcome.REFUSED;
    }

    /** The states that are no more after it. One that it has only read stays, and so does its object. */
    private static List<ViewState> replaced(ViewRound round) {
        Set<String> keys = new HashSet<>(round.removed());
        round.states().forEach(state -> keys.add(state.key()));
        return round.before().values().stream()
                .filter(state -> keys.contains(state.key()))
                .toList();
    }

    /** What became of a round. */
    public enum Outcome {
        DONE,

        /** Not written: it is more than a transaction takes. */
        TOO_LARGE,

        /** Not written: a state, or the checkpoint, is not as it was read. */
        REFUSED
    }

    private static Map<String, AttributeValue> item(ViewBuild build, ViewState state) {
        Map<String, AttributeValue> item = new HashMap<>(ViewKeys.state(build, state.key()));
        item.put(POSITION, Values.number(state.position()));
        item.put(STATE, Values.text(state.state().toString()));
        return item;
    }

    private Map<String, AttributeValue> offloaded(
            ViewBuild build, Map<String, AttributeValue> whole, List<Offloaded> uploaded) {
        Offloaded object = objects.put(build, whole, Values.text(whole, STATE));
        uploaded.add(object);
        Map<String, AttributeValue> item = new HashMap<>(whole);
        item.remove(STATE);
        item.put(Offloaded.ATTRIBUTE, object.toValue());
        return item;
    }

    private Operation put(ViewRound round, Map<String, AttributeValue> item) {
        ViewState before = round.before().get(Values.text(item, Keys.SORT));
        TransactWriteItem write = TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(table).item(item).conditionExpression(condition(before));
                    if (before != null) {
                        put.expressionAttributeValues(values(before));
                    }
                })
                .build();
        return new Operation(new Operation.OfView(), write, ItemSize.of(item));
    }

    private Operation removal(ViewRound round, String key) {
        ViewState before = round.before().get(key);
        TransactWriteItem write = TransactWriteItem.builder()
                .delete(delete -> {
                    delete.tableName(table)
                            .key(ViewKeys.state(round.build(), key))
                            .conditionExpression(condition(before));
                    if (before != null) {
                        delete.expressionAttributeValues(values(before));
                    }
                })
                .build();
        return new Operation(new Operation.OfView(), write, 0);
    }

    private static String condition(@Nullable ViewState before) {
        return before == null ? Keys.ABSENT : POSITION + " = :before";
    }

    private static Map<String, AttributeValue> values(ViewState before) {
        return Map.of(":before", Values.number(before.position()));
    }

    /**
     * Takes away some states of a build, with their objects.
     *
     * @return whether there are none any more
     */
    public boolean drop(ViewBuild build, int most) {
        List<Map<String, AttributeValue>> items = reads.page(
                        ofBuild(build, "", Map.of()).toBuilder()
                                .limit(most)
                                .projectionExpression(String.join(", ", Keys.PARTITION, Keys.SORT, Offloaded.ATTRIBUTE))
                                .build(),
                        Map.of())
                .items();
        parallel.each(items, item -> {
            writes.remove(Keys.of(item));
            objects.delete(Offloaded.in(item).stream().toList());
        });
        return items.isEmpty();
    }
}
