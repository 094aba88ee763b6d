/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.examples.courses.CourseCommand.Join;
import org.schemeless.eventstore.examples.courses.CourseCommand.Leave;
import org.schemeless.eventstore.examples.courses.CourseCommand.Open;
import org.schemeless.eventstore.examples.courses.CourseEvent.Joined;
import org.schemeless.eventstore.examples.courses.CourseEvent.Left;
import org.schemeless.eventstore.examples.courses.CourseEvent.Moved;
import org.schemeless.eventstore.examples.courses.CourseEvent.Opened;
import org.schemeless.eventstore.model.TaggedEvent;
import org.schemeless.eventstore.testing.EventStoreTest;

/** The rules, without a server. */
class EnrolmentTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory();

    private static TaggedEvent<Opened> opened(String course, int seats) {
        return new Opened(course, seats).tagged();
    }

    private static TaggedEvent<Moved> joined(String course, String student) {
        return new Joined(course, student).tagged();
    }

    private static TaggedEvent<Moved> left(String course, String student) {
        return new Left(course, student).tagged();
    }

    @Test
    void a_student_takes_a_seat() {
        store.given(Enrolment.class, opened("c1", 2), joined("c1", "ada"))
                .when(new Join("c1", "bob"))
                .stores(joined("c1", "bob"))
                .leaves(new Seats("c1", "bob", true, 0, 1, true));
    }

    @Test
    void the_last_seat_goes_to_one_of_two() {
        store.given(Enrolment.class, opened("c1", 1))
                .whileAnotherAppends(joined("c1", "ada"))
                .when(new Join("c1", "bob"))
                .fails(RefusedException.class)
                .storesNothing()
                .inAttempts(2);
    }

    @Test
    void who_joins_another_course_meanwhile_is_not_in_the_way() {
        store.given(Enrolment.class, opened("c1", 1), opened("c2", 1))
                .whileAnotherAppends(joined("c2", "ada"))
                .when(new Join("c1", "bob"))
                .stores(joined("c1", "bob"))
                .inAttempts(1);
    }

    @Test
    void a_student_has_five_courses_at_most_also_if_the_fifth_comes_in_between() {
        @SuppressWarnings("unchecked")
        TaggedEvent<Moved>[] four =
                IntStream.range(2, 6).mapToObj(i -> joined("c" + i, "ada")).toArray(TaggedEvent[]::new);
        store.given(Enrolment.class, four);
        store.given(Enrolment.class, opened("c1", 9))
                .whileAnotherAppends(joined("c6", "ada"))
                .when(new Join("c1", "ada"))
                .fails(RefusedException.class)
                .inAttempts(2);
    }

    @Test
    void a_seat_that_was_given_back_is_free() {
        store.given(Enrolment.class, opened("c1", 1), joined("c1", "ada"))
                .when(new Leave("c1", "ada"))
                .stores(left("c1", "ada"));
        store.given(Enrolment.class).when(new Join("c1", "bob")).stores(joined("c1", "bob"));
    }

    @Test
    void who_has_no_seat_gives_none_back_and_who_has_one_takes_no_other() {
        store.given(Enrolment.class, opened("c1", 2))
                .when(new Leave("c1", "ada"))
                .storesNothing();
        store.given(Enrolment.class, joined("c1", "ada"))
                .when(new Join("c1", "ada"))
                .storesNothing();
    }

    @Test
    void a_course_is_opened_once_with_seats_and_before_somebody_joins() {
        store.given(Enrolment.class).when(new Join("c1", "ada")).fails(RefusedException.class);
        store.given(Enrolment.class).when(new Open("c1", 0)).fails(RefusedException.class);
        store.given(Enrolment.class)
                .whileAnotherAppends(opened("c1", 7))
                .when(new Open("c1", 2))
                .fails(RefusedException.class)
                .storesNothing()
                .inAttempts(2);
    }
}
