/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.view;

import java.util.Map;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the table of views, but for those of checkpoints. A partition is all views, the states of a build, the
 * positions that a view passes by, or a checkpoint, told apart by the first letter. The number of a build ends where
 * its colon is, and the rest is the view.
 */
final class ViewKeys {

    /** The partition of the items of all views; each has the view's name as its sort key. */
    static final String VIEWS = "v";

    private static final char STATES = 's';
    private static final String SKIPPED = "k:";

    private ViewKeys() {}

    static Map<String, AttributeValue> view(String view) {
        return key(VIEWS, view);
    }

    /** The partition of all states of a build; each has its key as the sort key. */
    static String states(ViewBuild build) {
        return STATES + "" + build.build() + ":" + build.view();
    }

    static Map<String, AttributeValue> state(ViewBuild build, String key) {
        return key(states(build), key);
    }

    /** Where it is kept who had a view pass a position by, and why. */
    static Map<String, AttributeValue> skipped(String view, long position) {
        return key(SKIPPED + view, Long.toString(position));
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(Keys.PARTITION, Values.text(partition), Keys.SORT, Values.text(sort));
    }
}
