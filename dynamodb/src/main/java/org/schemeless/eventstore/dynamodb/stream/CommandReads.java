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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.ItemWait;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.spi.KeptCommand;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads what is kept of commands. */
public final class CommandReads {

    private final TableReads table;
    private final StreamHeads heads;
    private final ObjectStore objects;
    private final ItemWait itemWait;

    public CommandReads(TableReads table, StreamHeads heads, ObjectStore objects, ItemWait itemWait) {
        this.table = table;
        this.heads = heads;
        this.objects = objects;
        this.itemWait = itemWait;
    }

    /**
     * What is kept of this command, once all that was committed with it can be read.
     *
     * @throws IllegalStateException if an object of it is gone, or events of it do not appear
     */
    public Optional<KeptCommand> find(String scope, String id) {
        Map<String, AttributeValue> item = table.item(Keys.command(scope, id));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        KeptCommand kept = CommandItem.kept(item, objects);
        Map<StreamId, Long> sequences = kept.runs().stream()
                .filter(run -> run.events() > 0)
                .collect(Collectors.toMap(KeptCommand.Run::stream, KeptCommand.Run::sequence, Math::max));
        itemWait.complete(sequences.size(), () -> reached(sequences));
        return Optional.of(kept);
    }

    /** Those of these streams that are at their sequence, or beyond. */
    private List<StreamId> reached(Map<StreamId, Long> sequences) {
        Map<StreamId, Long> versions = heads.versions(sequences.keySet());
        return sequences.keySet().stream()
                .filter(stream -> versions.getOrDefault(stream, 0L) >= sequences.getOrDefault(stream, 0L))
                .toList();
    }

    /** The first of these commands that is kept, by whatever batch. */
    public Optional<Command> firstKept(Collection<Command> commands) {
        Set<Map<String, AttributeValue>> kept = table
                .items(commands.stream().map(CommandItem::key).toList())
                .stream()
                .map(Keys::of)
                .collect(Collectors.toSet());
        return commands.stream()
                .filter(command -> kept.contains(CommandItem.key(command)))
                .findFirst();
    }

    /** Whether this command is kept by the batch of this token, and that batch thereby committed. */
    public boolean isKeptBy(Command command, BatchToken token) {
        Map<String, AttributeValue> item = table.item(CommandItem.key(command));
        return !item.isEmpty() && BatchToken.of(item, EventItem.TOKEN).equals(token);
    }
}
