/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.append;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.dynamodb.key.KeyGuard;
import org.schemeless.eventstore.dynamodb.stream.HeadOperations;
import org.schemeless.eventstore.dynamodb.table.HeadKey;
import org.schemeless.eventstore.dynamodb.table.Operation;

/**
 * Makes the transaction that commits a batch: it moves the heads, looks at the keys, creates the last events, keeps the
 * commands and tells the log.
 */
public final class CommitTransaction {

    private final HeadOperations heads;
    private final KeyGuard keys;
    private final Chunks chunks;
    private final CommandItems commands;
    private final Announcements announcements;

    public CommitTransaction(
            HeadOperations heads, KeyGuard keys, Chunks chunks, CommandItems commands, Announcements announcements) {
        this.heads = heads;
        this.keys = keys;
        this.chunks = chunks;
        this.commands = commands;
        this.announcements = announcements;
    }

    /**
     * @param last the events that are not staged
     * @param fenced the heads that have the fence of this batch; the others have to be free
     */
    List<Operation> of(Batch batch, List<BatchEntry> last, Set<HeadKey> fenced) {
        Map<HeadKey, Long> goals = batch.goals();
        List<Operation> all = new ArrayList<>();
        batch.bases().forEach((head, base) -> {
            long goal = goals.getOrDefault(head, base);
            all.add(
                    fenced.contains(head)
                            ? heads.moveFenced(head, batch.token(), goal)
                            : heads.move(head, base, goal, batch.attributesOf(head)));
        });
        batch.checkedOnly().forEach((head, base) -> all.add(heads.check(head, base)));
        batch.keys().forEach(key -> all.add(keys.check(key)));
        last.forEach(entry -> all.addAll(chunks.writes(entry, batch.token(), false)));
        all.addAll(commands.operations(batch));
        all.addAll(announcements.of(batch));
        return all;
    }
}
