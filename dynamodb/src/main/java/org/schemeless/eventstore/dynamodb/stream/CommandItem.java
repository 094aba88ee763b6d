/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.stream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.spi.KeptCommand;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of a command: it is put by the very transaction that makes the batch count, so its being there says that the
 * batch is committed.
 *
 * @param token of the batch
 * @param object where the runs are if they are not in the item
 */
public record CommandItem(
        Command command,
        KeptCommand kept,
        BatchToken token,
        @Nullable Offloaded object) {

    private static final String CONTENT = "h";
    private static final String RUNS = "r";

    public Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = new HashMap<>(key(command));
        item.put(EventItem.TOKEN, Values.text(token.text()));
        if (kept.content() != null) {
            item.put(CONTENT, Values.text(kept.content()));
        }
        if (object == null) {
            item.put(RUNS, Values.text(kept.runsText()));
        } else {
            item.put(Offloaded.ATTRIBUTE, object.toValue());
        }
        return item;
    }

    public long bytes() {
        return ItemSize.of(item());
    }

    public static Map<String, AttributeValue> key(Command command) {
        return Keys.command(command.scope(), command.id());
    }

    static KeptCommand kept(Map<String, AttributeValue> item, ObjectStore objects) {
        String runs = Offloaded.in(item)
                .map(object -> objects.getText("the command " + Values.text(item, Keys.PARTITION), object))
                .orElseGet(() -> Values.text(item, RUNS));
        return KeptCommand.of(Values.optionalText(item, CONTENT), runs);
    }
}
