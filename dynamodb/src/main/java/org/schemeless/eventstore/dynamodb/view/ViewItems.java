/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Micros;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The items of views: their builds, which of them is read, what is passed by. Who changes one names its revision. */
public final class ViewItems {

    /** Somebody else changes a view once in a while: so many changes in a row are not met. */
    private static final int ATTEMPTS = 20;

    private static final String EVENT = "event";
    private static final String BY = "by";
    private static final String REASON = "reason";
    private static final String CREATED = "created";

    private final TableReads reads;
    private final TableWrites writes;
    private final String table;

    /** @param table the name of the table of views, which reads and writes are of */
    public ViewItems(TableReads reads, TableWrites writes, String table) {
        this.reads = reads;
        this.writes = writes;
        this.table = table;
    }

    /** All builds of all views, by name and number. */
    public List<ViewBuild> builds() {
        return reads
                .query(QueryRequest.builder()
                        .consistentRead(true)
                        .keyConditionExpression(Keys.PARTITION + " = :views")
                        .expressionAttributeValues(Map.of(":views", Values.text(ViewKeys.VIEWS)))
                        .build())
                .stream()
                .map(item -> ViewItem.of(ViewItem.view(item), item))
                .sorted(Comparator.comparing(ViewItem::view))
                .flatMap(item -> item.sorted().stream())
                .toList();
    }

    public ViewItem of(String view) {
        return ViewItem.of(view, reads.item(ViewKeys.view(view)));
    }

    /**
     * Changes a view, whatever others change meanwhile. What it comes to is looked at again each time.
     *
     * @return whether there was something to change
     */
    public boolean change(String view, UnaryOperator<ViewItem> change) {
        for (int i = 0; i < ATTEMPTS; i++) {
            ViewItem now = of(view);
            ViewItem then = change.apply(now);
            if (then.equals(now)) {
                return false;
            }
            if (replaced(now, then)) {
                return true;
            }
        }
        throw new EventStoreUnavailableException(
                "the view \"" + view + "\" was changed by others " + ATTEMPTS + " times in a row; try again", null);
    }

    private boolean replaced(ViewItem now, ViewItem then) {
        PutItemRequest.Builder put = PutItemRequest.builder().item(then.next().toItem());
        condition(now, put::conditionExpression, put::expressionAttributeValues);
        return writes.replace(put.build()).done();
    }

    private interface Expression {
        Object set(String expression);
    }

    private interface ExpressionValues {
        Object set(Map<String, AttributeValue> values);
    }

    private static void condition(ViewItem now, Expression expression, ExpressionValues values) {
        if (now.revision() == 0) {
            expression.set(Keys.ABSENT);
        } else {
            expression.set(ViewItem.REVISION + " = :revision");
            values.set(Map.of(":revision", Values.number(now.revision())));
        }
    }

    /**
     * Changes a view together with other operations, all or none.
     *
     * @return whether it did; not if the view is not as it was, or a condition of the others does not hold
     */
    public boolean change(ViewItem now, ViewItem then, List<Operation> others) {
        TransactWriteItem write = TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(table)
                            .item(then.next().toItem())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
                    condition(now, put::conditionExpression, put::expressionAttributeValues);
                })
                .build();
        List<Operation> all = new ArrayList<>(others);
        all.add(new Operation(new Operation.OfView(), write, 0));
        return writes.transact(all).isEmpty();
    }

    /** Keeps who has a view pass a position by, and why, unless somebody has said so before. */
    public void tell(
            String view, long position, String eventId, @Nullable String by, @Nullable String reason, Instant since) {
        Map<String, AttributeValue> item = new HashMap<>(ViewKeys.skipped(view, position));
        item.put(EVENT, Values.text(eventId));
        if (by != null) {
            item.put(BY, Values.text(by));
        }
        if (reason != null) {
            item.put(REASON, Values.text(reason));
        }
        item.put(CREATED, Values.number(Micros.of(since)));
        writes.replace(PutItemRequest.builder()
                .item(item)
                .conditionExpression(Keys.ABSENT)
                .build());
    }
}
