/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.SubscriptionStatus.FailedEvent;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.TableWrites;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.Checkpoints.Place;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The items that say how far subscriptions are, and who is at work for them. */
final class CheckpointItems {

    /** The name of the item that names all checkpoints: no subscription has an empty one. */
    private static final String ALL = "";

    private static final String POSITION = "p";
    private static final String HOLDER = "holder";
    private static final String SETTLED = "settled";
    private static final String IS_HELD = HOLDER + " = :token AND " + POSITION + " = :from";
    private static final String NAMES = "subscriptions";
    private static final String STOP = "stopped";
    private static final String STOP_POSITION = "position";
    private static final String CAUSE = "cause";
    private static final String EVENT = "event";
    private static final String TYPE = "type";
    private static final String DOMAIN = "domain";
    private static final String IDENTIFIER = "identifier";

    private final TableReads reads;
    private final TableWrites writes;
    private final String table;
    private final Function<String, Map<String, AttributeValue>> key;

    private CheckpointItems(
            TableReads reads, TableWrites writes, String table, Function<String, Map<String, AttributeValue>> key) {
        this.reads = reads;
        this.writes = writes;
        this.table = table;
        this.key = key;
    }

    /** Those of subscriptions, in the table of events. */
    static CheckpointItems ofSubscriptions(TableReads reads, TableWrites writes, String table) {
        return new CheckpointItems(reads, writes, table, Keys::checkpoint);
    }

    /** Those of segments of views, in the table of the states that they are of. */
    static CheckpointItems ofViews(TableReads reads, TableWrites writes, String table) {
        return new CheckpointItems(reads, writes, table, Keys::checkpointOfView);
    }

    /**
     * @param holder the token of the batch that has taken it, null if none has
     * @param settled the position before the last round of a view, while nobody has said that this one was answered:
     *     what it has written may not be seen everywhere yet; null if all is
     */
    record Checkpoint(
            long position,
            @Nullable BatchToken holder,
            @Nullable Long settled) {

        /** How far it is for whoever reads what it has come to. */
        long seen() {
            return settled == null ? position : settled;
        }
    }

    Optional<Checkpoint> read(String name) {
        Map<String, AttributeValue> item = reads.item(key.apply(name));
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Checkpoint(
                        Values.number(item, POSITION),
                        item.containsKey(HOLDER) ? BatchToken.of(item, HOLDER) : null,
                        Values.optionalNumber(item, SETTLED)));
    }

    /** Makes it; one that is there stays as it is. */
    void create(String name, long position) {
        writes.update(update(name)
                .updateExpression("SET " + POSITION + " = if_not_exists(" + POSITION + ", :position)")
                .expressionAttributeValues(Map.of(":position", Values.number(position)))
                .build());
    }

    /** @return whether it was as it was read, and is now held by this token */
    boolean take(String name, Checkpoint read, BatchToken token) {
        UpdateItemRequest.Builder take = update(name).updateExpression("SET " + HOLDER + " = :token");
        if (read.holder() == null) {
            take.conditionExpression("attribute_not_exists(" + HOLDER + ") AND " + POSITION + " = :position")
                    .expressionAttributeValues(
                            Map.of(":token", Values.text(token.text()), ":position", Values.number(read.position())));
        } else {
            // the position too: the holder's rounds move it, and it stays the holder
            take.conditionExpression(HOLDER + " = :holder AND " + POSITION + " = :position")
                    .expressionAttributeValues(Map.of(
                            ":token",
                            Values.text(token.text()),
                            ":holder",
                            Values.text(read.holder().text()),
                            ":position",
                            Values.number(read.position())));
        }
        return writes.update(take.build());
    }

    /** Gives it back, at this position, if the token still holds it: all before it can be seen. */
    void release(String name, BatchToken token, long position) {
        writes.update(update(name)
                .updateExpression("SET " + POSITION + " = :position REMOVE " + HOLDER + ", " + SETTLED)
                .conditionExpression(HOLDER + " = :token")
                .expressionAttributeValues(
                        Map.of(":token", Values.text(token.text()), ":position", Values.number(position)))
                .build());
    }

    /** Gives it back where it is, if the token still holds it: what was sent under the token may have come or not. */
    void release(String name, BatchToken token) {
        writes.update(update(name)
                .updateExpression("REMOVE " + HOLDER)
                .conditionExpression(HOLDER + " = :token")
                .expressionAttributeValues(Map.of(":token", Values.text(token.text())))
                .build());
    }

    /** Moves it as a part of a transaction, which fails unless the token holds it at this position. */
    Operation advance(String name, BatchToken token, long from, long to) {
        TransactWriteItem write = TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key.apply(name))
                        .updateExpression("SET " + POSITION + " = :to, " + SETTLED + " = :from")
                        .conditionExpression(IS_HELD)
                        .expressionAttributeValues(Map.of(
                                ":token", Values.text(token.text()),
                                ":from", Values.number(from),
                                ":to", Values.number(to))))
                .build();
        return new Operation(new Operation.OfView(), write, 0);
    }

    /** The part of a transaction that fails unless the token holds it at this position. */
    Operation check(String name, BatchToken token, long position) {
        TransactWriteItem write = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(key.apply(name))
                        .conditionExpression(IS_HELD)
                        .expressionAttributeValues(
                                Map.of(":token", Values.text(token.text()), ":from", Values.number(position))))
                .build();
        return new Operation(new Operation.OfView(), write, 0);
    }

    /** Puts the name into the item that names all checkpoints, which have a partition each. */
    void list(String name) {
        writes.update(UpdateItemRequest.builder()
                .key(key.apply(ALL))
                .updateExpression("ADD " + NAMES + " :names")
                .expressionAttributeValues(Map.of(":names", AttributeValue.fromSs(List.of(name))))
                .build());
    }

    /** Takes it away, and its name. */
    void remove(String name) {
        writes.delete(DeleteItemRequest.builder().key(key.apply(name)).build());
        writes.update(UpdateItemRequest.builder()
                .key(key.apply(ALL))
                .updateExpression("DELETE " + NAMES + " :names")
                .expressionAttributeValues(Map.of(":names", AttributeValue.fromSs(List.of(name))))
                .build());
    }

    /** Those that are listed and there, by name. */
    List<Place> all() {
        AttributeValue names = reads.item(key.apply(ALL)).get(NAMES);
        return names == null
                ? List.of()
                : reads.items(names.ss().stream().map(key).toList()).stream()
                        .map(CheckpointItems::place)
                        .sorted(Comparator.comparing(Place::name))
                        .toList();
    }

    private static Place place(Map<String, AttributeValue> item) {
        Long settled = Values.optionalNumber(item, SETTLED);
        long position = settled == null ? Values.number(item, POSITION) : settled;
        AttributeValue told = item.get(STOP);
        SubscriptionStop stop = told == null ? null : stop(told.m());
        return new Place(Keys.subscription(item), position, stop == null || stop.position() <= position ? null : stop);
    }

    private static SubscriptionStop stop(Map<String, AttributeValue> stop) {
        long position = Values.number(stop, STOP_POSITION);
        String id = Values.optionalText(stop, EVENT);
        FailedEvent event = id == null
                ? null
                : new FailedEvent(
                        id,
                        Values.text(stop, TYPE),
                        StreamId.of(Values.text(stop, DOMAIN), Values.text(stop, IDENTIFIER)),
                        position);
        return new SubscriptionStop(position, event, Values.text(stop, CAUSE));
    }

    void stopped(String name, SubscriptionStop stop) {
        Map<String, AttributeValue> value = new HashMap<>();
        value.put(STOP_POSITION, Values.number(stop.position()));
        value.put(CAUSE, Values.text(stop.cause()));
        FailedEvent event = stop.event();
        if (event != null) {
            value.put(EVENT, Values.text(event.id()));
            value.put(TYPE, Values.text(event.type()));
            value.put(DOMAIN, Values.text(event.stream().domain()));
            value.put(IDENTIFIER, Values.text(event.stream().identifier()));
        }
        writes.update(update(name)
                .updateExpression("SET " + STOP + " = :stop")
                .conditionExpression("attribute_exists(" + POSITION + ")")
                .expressionAttributeValues(Map.of(":stop", AttributeValue.fromM(value)))
                .build());
    }

    void goesOn(String name) {
        writes.update(update(name)
                .updateExpression("REMOVE " + STOP)
                .conditionExpression("attribute_exists(" + STOP + ")")
                .build());
    }

    private UpdateItemRequest.Builder update(String name) {
        return UpdateItemRequest.builder().key(key.apply(name));
    }
}
