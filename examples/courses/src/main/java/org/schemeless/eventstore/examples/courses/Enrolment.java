/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.examples.courses.CourseCommand.Join;
import org.schemeless.eventstore.examples.courses.CourseCommand.Leave;
import org.schemeless.eventstore.examples.courses.CourseCommand.Open;
import org.schemeless.eventstore.examples.courses.CourseEvent.Joined;
import org.schemeless.eventstore.examples.courses.CourseEvent.Left;
import org.schemeless.eventstore.examples.courses.CourseEvent.Moved;
import org.schemeless.eventstore.examples.courses.CourseEvent.Opened;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TaggedEvent;

/** A course has so many students as it has seats, and a student five courses at most. */
@ApplicationScoped
public class Enrolment implements BoundaryDecider<CourseCommand, CourseEvent, Seats> {

    static final int COURSES_OF_A_STUDENT = 5;

    @Override
    public EventQuery boundary(CourseCommand command) {
        EventQuery ofCourse = EventQuery.tagged("course", command.course());
        if (command instanceof Join join) {
            return ofCourse.types(EventTypes.names(CourseEvent.class))
                    .or(EventQuery.tagged("student", join.student()).types(EventTypes.names(Moved.class)));
        }
        if (command instanceof Leave leave) {
            return ofCourse.and("student", leave.student()).types(EventTypes.names(Moved.class));
        }
        return ofCourse.types(EventTypes.names(Opened.class));
    }

    @Override
    public Seats initial(CourseCommand command) {
        return Seats.noneOf(command);
    }

    @Override
    public Seats evolve(Seats seats, CourseEvent event) {
        return seats.after(event);
    }

    @Override
    public List<? extends TaggedEvent<? extends CourseEvent>> decide(CourseCommand command, Seats seats) {
        if (command instanceof Open open) {
            return open(open, seats);
        }
        if (command instanceof Leave leave) {
            return seats.isTaken() ? List.of(new Left(leave.course(), leave.student()).tagged()) : List.of();
        }
        return join((Join) command, seats);
    }

    private static List<TaggedEvent<Opened>> open(Open open, Seats seats) {
        if (seats.isOpen()) {
            throw new RefusedException("course " + open.course() + " is open already");
        }
        if (open.seats() < 1) {
            throw new RefusedException("a course has a seat");
        }
        return List.of(new Opened(open.course(), open.seats()).tagged());
    }

    private static List<TaggedEvent<Moved>> join(Join join, Seats seats) {
        if (seats.isTaken()) {
            return List.of();
        }
        if (!seats.isOpen()) {
            throw new RefusedException("there is no course " + join.course());
        }
        if (seats.free() == 0) {
            throw new RefusedException("course " + join.course() + " is full");
        }
        if (seats.courses() == COURSES_OF_A_STUDENT) {
            throw new RefusedException("student " + join.student() + " has " + COURSES_OF_A_STUDENT + " courses");
        }
        return List.of(new Joined(join.course(), join.student()).tagged());
    }
}
