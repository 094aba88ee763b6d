/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.serial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.NewEvent;

/**
 * Looks for an order in which the operations of a history could have been done one after the other, each having found
 * exactly the events that its query matches of those before it, and none before one that was answered before it began.
 *
 * <p>What an operation has found says of every other one that writes what it asks for whether it comes before or after.
 * So there is an order if, and only if, these relations have no cycle.
 */
public final class SerialOrder {

    /** Those that were stored, and those that have only read. */
    private final List<Operation> operations = new ArrayList<>();

    private final Set<Operation> stored = new LinkedHashSet<>();
    private final Map<String, Operation> writers = new HashMap<>();

    /** For each node those that come after it: operations first, and then moments in time. */
    private final List<List<Integer>> after = new ArrayList<>();

    private SerialOrder() {}

    /**
     * The operations in such an order, without those that have neither read nor stored anything.
     *
     * @param storedIds of all events that are stored in the end
     * @throws AssertionError if there is none, or what is stored is not what the writers were told. It says why
     */
    public static List<Operation> of(List<Operation> history, Set<String> storedIds) {
        SerialOrder order = new SerialOrder();
        order.take(history, storedIds);
        order.operations.forEach(operation -> order.after.add(new ArrayList<>()));
        for (int i = 0; i < order.operations.size(); i++) {
            order.relate(i);
        }
        order.relateInTime();
        return order.sorted();
    }

    private void take(List<Operation> history, Set<String> storedIds) {
        Set<String> known = new LinkedHashSet<>();
        for (Operation operation : history) {
            List<String> ids = operation.written().stream().map(NewEvent::id).toList();
            for (String id : ids) {
                require(known.add(id), "event " + id + " of " + operation + " was sent by another one, too");
                writers.put(id, operation);
            }
            long found = ids.stream().filter(storedIds::contains).count();
            require(
                    found == 0 || found == ids.size(),
                    "a part of " + operation + " is stored: " + found + " of " + ids);
            switch (operation.outcome()) {
                case STORED ->
                    require(found == ids.size(), operation + " was told that it is stored, and nothing of it is");
                case NOT_STORED -> require(found == 0, operation + " was told that it is not stored, and it is");
                case UNKNOWN -> {}
            }
            if (found > 0) {
                stored.add(operation);
            }
            if (found > 0 || operation.query() != null) {
                operations.add(operation);
            }
        }
        storedIds.forEach(id -> require(known.contains(id), "event " + id + " is stored, and nobody has sent it"));
    }

    /** Those who write what it asks for come before it if it has found that, and else after it. */
    private void relate(int reader) {
        Operation operation = operations.get(reader);
        for (String id : operation.seen()) {
            Operation writer = writers.get(id);
            require(
                    writer != null && stored.contains(writer),
                    operation + " has found " + id + ", which is not stored");
            require(writer != operation, operation + " has found its own event " + id);
            require(
                    writer.written().stream().anyMatch(event -> event.id().equals(id) && operation.finds(event)),
                    operation + " has found " + id + ", which it has not asked for");
        }
        for (int writer = 0; writer < operations.size(); writer++) {
            Operation other = operations.get(writer);
            if (writer == reader || !stored.contains(other)) {
                continue;
            }
            List<String> wanted = other.written().stream()
                    .filter(operation::finds)
                    .map(NewEvent::id)
                    .toList();
            long found = wanted.stream().filter(operation.seen()::contains).count();
            require(
                    found == 0 || found == wanted.size(),
                    operation + " has found a part of " + other + ": " + found + " of " + wanted);
            if (found > 0) {
                after.get(writer).add(reader);
            } else if (!wanted.isEmpty()) {
                after.get(reader).add(writer);
            }
        }
    }

    /** A chain of all moments at which operations ended: these come before their end, others after the last before. */
    private void relateInTime() {
        long[] ends = operations.stream()
                .mapToLong(Operation::ended)
                .filter(end -> end != Operation.NEVER)
                .sorted()
                .distinct()
                .toArray();
        int first = operations.size();
        for (int i = 0; i < ends.length; i++) {
            after.add(new ArrayList<>());
            if (i > 0) {
                after.get(first + i - 1).add(first + i);
            }
        }
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (operation.ended() != Operation.NEVER) {
                after.get(i).add(first + Arrays.binarySearch(ends, operation.ended()));
            }
            int at = Arrays.binarySearch(ends, operation.began());
            int before = (at < 0 ? -at - 1 : at) - 1;
            if (before >= 0) {
                after.get(first + before).add(i);
            }
        }
    }

    private List<Operation> sorted() {
        int[] before = new int[after.size()];
        after.forEach(nodes -> nodes.forEach(node -> before[node]++));
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] == 0) {
                free.add(i);
            }
        }
        List<Operation> order = new ArrayList<>();
        boolean[] done = new boolean[before.length];
        while (!free.isEmpty()) {
            int node = free.remove();
            done[node] = true;
            if (node < operations.size()) {
                order.add(operations.get(node));
            }
            for (int next : after.get(node)) {
                if (--before[next] == 0) {
                    free.add(next);
                }
            }
        }
        if (order.size() < operations.size()) {
            throw new AssertionError("there is no serial order: " + cycle(done));
        }
        return order;
    }

    /** Each node that is left has one before it that is left: going backwards comes round. */
    private String cycle(boolean[] done) {
        int node = 0;
        while (done[node]) {
            node++;
        }
        List<Integer> way = new ArrayList<>();
        while (!way.contains(node)) {
            way.add(node);
            node = leftBefore(node, done);
        }
        List<Integer> cycle = new ArrayList<>(way.subList(way.indexOf(node), way.size()));
        Collections.reverse(cycle);
        return cycle.stream()
                .filter(each -> each < operations.size())
                .map(each -> operations.get(each).toString())
                .collect(Collectors.joining(" before ", "", ", before the first one"));
    }

    private int leftBefore(int node, boolean[] done) {
        for (int i = 0; i < after.size(); i++) {
            if (!done[i] && after.get(i).contains(node)) {
                return i;
            }
        }
        throw new IllegalStateException("a node that is left has one before it");
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault);
        }
    }
}
