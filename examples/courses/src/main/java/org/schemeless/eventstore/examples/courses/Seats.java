/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import org.schemeless.eventstore.examples.courses.CourseCommand.Join;
import org.schemeless.eventstore.examples.courses.CourseCommand.Leave;
import org.schemeless.eventstore.examples.courses.CourseEvent.Joined;
import org.schemeless.eventstore.examples.courses.CourseEvent.Moved;
import org.schemeless.eventstore.examples.courses.CourseEvent.Opened;

/**
 * The seats of one course, as far as one command asks, and the courses of its student.
 *
 * @param student empty if the command concerns none
 * @param free seats that nobody has
 * @param courses how many the student has
 * @param isTaken whether the student has a seat here
 */
public record Seats(String course, String student, boolean isOpen, int free, int courses, boolean isTaken) {

    static Seats noneOf(CourseCommand command) {
        String student = "";
        if (command instanceof Join join) {
            student = join.student();
        } else if (command instanceof Leave leave) {
            student = leave.student();
        }
        return new Seats(command.course(), student, false, 0, 0, false);
    }

    Seats after(CourseEvent event) {
        if (event instanceof Opened opened) {
            return new Seats(course, student, true, free + opened.seats(), courses, isTaken);
        }
        Moved moved = (Moved) event;
        int taken = moved instanceof Joined ? 1 : -1;
        boolean here = moved.course().equals(course);
        boolean own = moved.student().equals(student);
        return new Seats(
                course,
                student,
                isOpen,
                here ? free - taken : free,
                own ? courses + taken : courses,
                here && own ? moved instanceof Joined : isTaken);
    }
}
