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
import org.schemeless.eventstore.dynamodb.stream.EventPlace;

/** Which event stands at a position. */
record LogPlace(long position, EventPlace event) {

    /** The events of these runs, which stand in the log from this position on. */
    static List<LogPlace> of(long first, List<Run> runs) {
        List<LogPlace> places = new ArrayList<>();
        long position = first;
        for (Run run : runs) {
            for (long i = 0; i < run.count(); i++) {
                places.add(new LogPlace(position++, new EventPlace(run.stream(), run.first() + i)));
            }
        }
        return places;
    }
}
