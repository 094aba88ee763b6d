/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.course;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TaggedEvent;
import org.schemeless.eventstore.testing.course.CourseEvent.Joined;
import org.schemeless.eventstore.testing.course.CourseEvent.Opened;

/** A course has its seats, and a student two courses at most. */
@ApplicationScoped
public class Enrolment implements BoundaryDecider<Join, CourseEvent, Enrolment.Seats> {

    private static final int COURSES_OF_A_STUDENT = 2;

    /** @param joined whether the student is in the course already */
    public record Seats(Join wanted, int free, int courses, boolean joined) {

        private Seats after(Opened opened) {
            return new Seats(wanted, free + opened.seats(), courses, joined);
        }

        private Seats after(Joined other) {
            boolean sameCourse = other.course().equals(wanted.course());
            boolean sameStudent = other.student().equals(wanted.student());
            return new Seats(
                    wanted,
                    sameCourse ? free - 1 : free,
                    sameStudent ? courses + 1 : courses,
                    joined || sameCourse && sameStudent);
        }
    }

    @Override
    public EventQuery boundary(Join join) {
        return EventQuery.tagged("course", join.course())
                .types(EventTypes.names(Opened.class, Joined.class))
                .or(EventQuery.tagged("student", join.student()).types(EventTypes.names(Joined.class)));
    }

    @Override
    public Seats initial(Join join) {
        return new Seats(join, 0, 0, false);
    }

    @Override
    public Seats evolve(Seats seats, CourseEvent event) {
        return event instanceof Opened opened ? seats.after(opened) : seats.after((Joined) event);
    }

    @Override
    public List<TaggedEvent<Joined>> decide(Join join, Seats seats) {
        if (seats.joined()) {
            return List.of();
        }
        if (seats.free() < 1) {
            throw new Refused(join.course() + " has no seat left");
        }
        if (seats.courses() >= COURSES_OF_A_STUDENT) {
            throw new Refused(join.student() + " has " + seats.courses() + " courses");
        }
        return List.of(CourseEvent.joined(join.course(), join.student()));
    }
}
