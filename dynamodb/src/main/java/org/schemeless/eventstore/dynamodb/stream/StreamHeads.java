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
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads where streams stand, and tags. */
public final class StreamHeads {

    private final TableReads table;

    public StreamHeads(TableReads table) {
        this.table = table;
    }

    public long version(StreamId stream) {
        return version(HeadKey.of(stream));
    }

    public long version(HeadKey head) {
        return effective(stored(head)).version();
    }

    public Map<StreamId, Long> versions(Collection<StreamId> streams) {
        Map<StreamId, Long> versions = new HashMap<>();
        versionsOf(streams.stream().map(HeadKey::of).toList())
                .forEach((head, version) -> versions.put(head.stream(), version));
        return versions;
    }

    public Map<HeadKey, Long> versionsOf(Collection<HeadKey> heads) {
        return versions(stored(heads));
    }

    /** The versions of these heads as they count. */
    public Map<HeadKey, Long> versions(Map<HeadKey, StreamHead> heads) {
        return versions(heads, committed(heads.values()));
    }

    private static Map<HeadKey, Long> versions(Map<HeadKey, StreamHead> heads, Set<BatchToken> committed) {
        Map<HeadKey, Long> versions = new HashMap<>();
        heads.forEach((key, head) -> versions.put(key, head.isFencedByOneOf(committed) ? goal(head) : head.version()));
        return versions;
    }

    /**
     * The versions of these heads, 100 at most, as they were at one moment: of a batch all of them are moved or none. A
     * decision that is asked for after the heads may have been made after them, and other batches between: then the
     * heads are read once more, and such a decision was made before that moment.
     */
    public Map<HeadKey, Long> versionsAtOnce(Collection<HeadKey> heads) {
        Set<BatchToken> known = Set.of();
        while (true) {
            Map<HeadKey, StreamHead> stored = byKey(
                    heads, table.itemsAtOnce(heads.stream().map(HeadKey::key).toList()));
            Set<BatchToken> committed = committed(stored.values());
            if (heads.size() == 1 || known.containsAll(committed)) {
                return versions(stored, committed);
            }
            known = committed;
        }
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
    public StreamHead stored(HeadKey head) {
        return StreamHead.of(table.item(head.key()));
    }

    /** All of these heads as they are stored. */
    public Map<HeadKey, StreamHead> stored(Collection<HeadKey> heads) {
        return byKey(heads, table.items(heads.stream().map(HeadKey::key).toList()));
    }

    private static Map<HeadKey, StreamHead> byKey(Collection<HeadKey> heads, List<Map<String, AttributeValue>> items) {
        Map<HeadKey, StreamHead> byKey = new HashMap<>();
        heads.forEach(head -> byKey.put(head, StreamHead.NONE));
        items.forEach(item -> byKey.put(HeadKey.of(item), StreamHead.of(item)));
        return byKey;
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
