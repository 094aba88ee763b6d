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
import java.util.stream.Stream;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.dynamodb.stream.CommandItem;
import org.schemeless.eventstore.dynamodb.stream.CommandReads;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Operation;
import org.schemeless.eventstore.dynamodb.table.Operations;
import org.schemeless.eventstore.spi.KeptCommand;

/**
 * The commands that batches keep. Their items go into the transaction that commits, whatever else that takes, so they
 * are bounded: what has no room is put into objects first.
 */
public final class CommandItems {

    /** The commands of a batch: the transaction that decides on it has 100 operations, and two are the batch's own. */
    static final int MOST = 98;

    /** Bytes of one item that runs may take, and of the items of one batch together. */
    private static final long MOST_BYTES = 300_000;

    private static final long MOST_BYTES_TOGETHER = 1_000_000;

    private final CommandReads reads;
    private final ObjectStore objects;
    private final Offload offload;
    private final Operations operations;

    public CommandItems(CommandReads reads, ObjectStore objects, Offload offload, Operations operations) {
        this.reads = reads;
        this.objects = objects;
        this.offload = offload;
        this.operations = operations;
    }

    /**
     * The items of these commands, all that does not fit in them uploaded.
     *
     * @param token of the batch
     */
    List<CommandItem> of(BatchToken token, Map<Command, KeptCommand> kept) {
        long most = Math.min(MOST_BYTES, MOST_BYTES_TOGETHER / Math.max(1, kept.size()));
        List<CommandItem> items = new ArrayList<>(kept.size());
        try {
            kept.forEach((command, what) -> items.add(item(new CommandItem(command, what, token, null), most)));
            return items;
        } catch (RuntimeException e) {
            withdraw(items);
            throw Offload.unavailable(e);
        }
    }

    private CommandItem item(CommandItem whole, long most) {
        if (whole.bytes() <= most) {
            return whole;
        }
        Offloaded object =
                objects.putFor(CommandItem.key(whole.command()), whole.kept().runsText());
        return new CommandItem(whole.command(), whole.kept(), whole.token(), object);
    }

    /** The operations that belong to the transaction that commits this batch. */
    List<Operation> operations(Batch batch) {
        return batch.commands().stream()
                .map(command -> operations.create(new Operation.OfCommand(), command.item()))
                .toList();
    }

    /** Whether a batch is committed that keeps commands: they are there by the same transaction. */
    boolean areKept(Batch batch) {
        return batch.commands().stream().allMatch(command -> reads.isKeptBy(command.command(), batch.token()));
    }

    /** Deletes what a batch that was not committed uploaded. */
    void withdraw(List<CommandItem> items) {
        offload.delete(
                items.stream().flatMap(item -> Stream.ofNullable(item.object())).toList());
    }
}
