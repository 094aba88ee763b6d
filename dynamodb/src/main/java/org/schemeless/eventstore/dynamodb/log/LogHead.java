/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far the log has got.
 *
 * @param enabled whether the table has a log, decided when it was first used
 * @param last the last position assigned
 * @param before the last position before the round that assigned it
 * @param round the batches of that round. The item of the first one is deleted when all else of the round is done
 */
public record LogHead(boolean enabled, long last, long before, List<BatchToken> round) {

    public static final String LAST = "p";
    static final String BEFORE = "f";
    static final String ROUND = "t";
    private static final String ENABLED = "enabled";
    private static final String LISTS = "lists";

    public static LogHead of(Map<String, AttributeValue> item) {
        @Nullable String round = Values.optionalText(item, ROUND);
        return new LogHead(
                Values.required(item, ENABLED).bool(),
                Values.number(item, LAST),
                Values.number(item, BEFORE),
                round == null
                        ? List.of()
                        : Stream.of(round.split(" ")).map(BatchToken::new).toList());
    }

    /**
     * Whether the table keeps lists of domains and streams, decided at the same moment; one that was first used by a
     * version without them does not.
     */
    public static boolean keepsLists(Map<String, AttributeValue> item) {
        return item.containsKey(LISTS) && item.get(LISTS).bool();
    }

    /** The head of a table that is used for the first time. */
    public static Map<String, AttributeValue> fresh(boolean enabled, boolean lists) {
        Map<String, AttributeValue> item = new HashMap<>(LogKeys.head());
        item.put(ENABLED, AttributeValue.fromBool(enabled));
        item.put(LISTS, AttributeValue.fromBool(lists));
        item.put(LAST, Values.number(0));
        item.put(BEFORE, Values.number(0));
        return item;
    }

    static String roundText(List<BatchToken> tokens) {
        return tokens.stream().map(BatchToken::text).collect(Collectors.joining(" "));
    }
}
