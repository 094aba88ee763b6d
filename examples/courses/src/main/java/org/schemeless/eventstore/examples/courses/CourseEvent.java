/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.TaggedEvent;

/** What happens to courses and their students. */
public sealed interface CourseEvent {

    String course();

    @EventType("course-opened")
    record Opened(String course, int seats) implements CourseEvent {

        TaggedEvent<Opened> tagged() {
            return TaggedEvent.in("course", course, this).tag("course", course);
        }
    }

    /** Somebody has taken a seat, or given it back. */
    sealed interface Moved extends CourseEvent {

        String student();

        default TaggedEvent<Moved> tagged() {
            return TaggedEvent.<Moved>in("student", student(), this)
                    .tag("course", course())
                    .tag("student", student());
        }
    }

    @EventType("course-joined")
    record Joined(String course, String student) implements Moved {}

    @EventType("course-left")
    record Left(String course, String student) implements Moved {}
}
