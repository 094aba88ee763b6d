/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.course;

import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.TaggedEvent;

public sealed interface CourseEvent {

    @EventType("course-opened")
    record Opened(String course, int seats) implements CourseEvent {}

    @EventType(value = "joined", version = 2)
    record Joined(String course, String student, String how) implements CourseEvent {}

    static TaggedEvent<Opened> opened(String course, int seats) {
        return TaggedEvent.in("course", course, new Opened(course, seats)).tag("course", course);
    }

    static TaggedEvent<Joined> joined(String course, String student) {
        return TaggedEvent.in("enrolment", course + "-" + student, new Joined(course, student, "app"))
                .tag("course", course)
                .tag("student", student);
    }
}
