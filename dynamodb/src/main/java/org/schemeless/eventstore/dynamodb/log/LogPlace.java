/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.dynamodb.table.Keys;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which event stands at a position. */
record LogPlace(long position, StreamId stream, long sequence) {

    Map<String, AttributeValue> event() {
        return Keys.event(stream, sequence);
    }

    /** The events of these runs, which stand in the log from this position on. */
    static List<LogPlace> of(long first, List<Run> runs) {
        List<LogPlace> places = new ArrayList<>();
        long position = first;
        for (Run run : runs) {
            for (long i = 0; i < run.count(); i++) {
                places.add(new LogPlace(position++, run.stream(), run.first() + i));
            }
        }
        return places;
    }
}
