/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.view;

import java.lang.System.Logger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.dynamodb.stream.ObjectStore;
import org.schemeless.eventstore.dynamodb.stream.Offloaded;
import org.schemeless.eventstore.dynamodb.table.ItemSize;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.TableReads;
import org.schemeless.eventstore.dynamodb.table.Values;
import org.schemeless.eventstore.logging.Mishaps;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * The objects of states that do not fit in an item, or with others in a transaction: uploaded before the commit, and
 * deleted after one that replaced them.
 */
public final class StateObjects {

    private static final Logger LOG = System.getLogger(StateObjects.class.getName());

    /** What an item has besides its state is less. */
    private static final int BESIDE_STATE = 2_000;

    private final ObjectStore objects;
    private final TableReads reads;
    private final String table;
    private final int least;

    /**
     * @param reads of the table of views
     * @param table its name
     * @param least bytes of an item below which its state is never in an object
     */
    public StateObjects(ObjectStore objects, TableReads reads, String table, int least) {
        this.objects = objects;
        this.reads = reads;
        this.table = table;
        this.least = least;
    }

    /** @throws IllegalStateException if there is no bucket for it */
    Offloaded put(ViewBuild build, Map<String, AttributeValue> key, String state) {
        try {
            return objects.putForView(table, Keys.of(key), state);
        } catch (NoSuchBucketException e) {
            throw new IllegalStateException(
                    "the state of the key \"" + key(key) + "\" of the view " + build.view() + " has "
                            + ItemSize.utf8(state) + " bytes, which do not fit into an item of DynamoDB, or not with"
                            + " what else the event changes into a transaction, and the bucket for what does not is"
                            + " gone: create the bucket of eventstore.s3.bucket, or keep less in the state",
                    e);
        }
    }

    private static String key(Map<String, AttributeValue> key) {
        return Values.text(key, Keys.SORT);
    }

    /** @throws IllegalStateException if the object is gone, or is not what was written */
    String get(ViewBuild build, String key, Offloaded object) {
        return objects.getText("the state of the key \"" + key + "\" of the view " + build.view(), object);
    }

    /** The objects of those of these states that have one. */
    List<Offloaded> of(ViewBuild build, Collection<ViewState> states) {
        List<Map<String, AttributeValue>> large = states.stream()
                .filter(state -> ItemSize.utf8(state.state().toString()) + BESIDE_STATE > least)
                .map(state -> ViewKeys.state(build, state.key()))
                .toList();
        return large.isEmpty()
                ? List.of()
                : reads.items(large, Offloaded.ATTRIBUTE).stream()
                        .flatMap(item -> Offloaded.in(item).stream())
                        .toList();
    }

    /** Deletes what no state refers to any more. What cannot be deleted now is left to the sweep. */
    void delete(List<Offloaded> unused) {
        for (Offloaded object : unused) {
            try {
                objects.delete(object.key());
            } catch (RuntimeException e) {
                Mishaps.tell(LOG, "the object of a state that is no more is left to the sweep", e);
            }
        }
    }
}
