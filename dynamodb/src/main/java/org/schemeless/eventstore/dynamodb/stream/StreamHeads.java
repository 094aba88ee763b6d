/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Decision;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads where streams stand. */
public final class StreamHeads {

    private final TableReads table;

    public StreamHeads(TableReads table) {
        this.table = table;
    }

    public long version(StreamId stream) {
        return effective(stored(stream)).version();
    }

    public Map<StreamId, Long> versions(Collection<StreamId> streams) {
        return versions(stored(streams));
    }

    /** The versions of these heads as they count. */
    public Map<StreamId, Long> versions(Map<StreamId, StreamHead> heads) {
        Set<BatchToken> committed = committed(heads.values());
        Map<StreamId, Long> versions = new HashMap<>();
        heads.forEach(
                (stream, head) -> versions.put(stream, head.isFencedByOneOf(committed) ? goal(head) : head.version()));
        return versions;
    }

    /** Which of the batches that fence these heads have decided to commit; each is asked once. */
    public Set<BatchToken> committed(Collection<StreamHead> heads) {
        List<Map<String, AttributeValue>> keys = heads.stream()
                .filter(head -> head.goal() != null)
                .flatMap(head -> Stream.ofNullable(head.token()))
                .distinct()
                .map(Keys::decision)
                .toList();
        return table.items(keys).stream()
                .filter(item -> Decision.of(item) == Decision.COMMITTED)
                .map(item -> Keys.token(Values.text(item, Keys.PARTITION)))
                .collect(Collectors.toSet());
    }

    /** The head as it is stored. */
    public StreamHead stored(StreamId stream) {
        return StreamHead.of(table.item(Keys.head(stream)));
    }

    /** The heads of all of these streams as they are stored. */
    public Map<StreamId, StreamHead> stored(Collection<StreamId> streams) {
        Map<StreamId, StreamHead> stored = new HashMap<>();
        streams.forEach(stream -> stored.put(stream, StreamHead.NONE));
        table.items(streams.stream().map(Keys::head).toList())
                .forEach(item -> stored.put(Keys.stream(item), StreamHead.of(item)));
        return stored;
    }

    /**
     * The head as it counts: a batch that has decided to commit has moved all its heads at once, also those whose items
     * are behind. A batch that decides after this question commits after it.
     */
    public StreamHead effective(StreamHead head) {
        return isCommitted(head) ? new StreamHead(goal(head), null, null) : head;
    }

    /** Whether the batch that fences this head has decided to commit. */
    boolean isCommitted(StreamHead head) {
        BatchToken token = head.token();
        if (token == null || head.goal() == null) {
            return false;
        }
        Map<String, AttributeValue> decision = table.item(Keys.decision(token));
        return !decision.isEmpty() && Decision.of(decision) == Decision.COMMITTED;
    }

    private static long goal(StreamHead head) {
        return head.goal() == null ? head.version() : head.goal();
    }
}
