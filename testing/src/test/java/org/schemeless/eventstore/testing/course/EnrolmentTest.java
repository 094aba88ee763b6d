/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.course;

import static org.schemeless.eventstore.testing.course.CourseEvent.joined;
import static org.schemeless.eventstore.testing.course.CourseEvent.opened;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;

class EnrolmentTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory(EventTypes.builder()
            .classes(CourseEvent.class)
            .upcasters(new CourseUpcasts())
            .build());

    private static final Join WANTED = new Join("c1", "s1");

    @Test
    void somebody_joins_a_course_that_has_a_seat() {
        store.given(Enrolment.class, opened("c1", 1), opened("c2", 5), joined("c2", "s2"))
                .when(WANTED)
                .stores(joined("c1", "s1"))
                .leaves(new Enrolment.Seats(WANTED, 0, 1, true))
                .inAttempts(1);
    }

    @Test
    void nobody_joins_a_full_course() {
        store.given(new Enrolment(), opened("c1", 1), joined("c1", "s2"))
                .when(WANTED)
                .fails(Refused.class)
                .storesNothing();
    }

    @Test
    void nobody_joins_a_third_course() {
        store.given(Enrolment.class, opened("c1", 5), joined("c2", "s1"), joined("c3", "s1"))
                .when(WANTED)
                .fails(Refused.class)
                .storesNothing();
    }

    @Test
    void who_is_in_the_course_does_not_join_again() {
        store.given(Enrolment.class, opened("c1", 5), joined("c1", "s1"))
                .when(WANTED)
                .storesNothing();
    }

    @Test
    void after_another_has_joined_it_is_decided_again() {
        store.given(Enrolment.class, opened("c1", 2))
                .whileAnotherAppends(joined("c1", "s2"))
                .when(WANTED)
                .stores(joined("c1", "s1"))
                .leaves(new Enrolment.Seats(WANTED, 0, 1, true))
                .inAttempts(2);
    }

    @Test
    void the_last_seat_is_gone_when_another_was_faster() {
        store.given(Enrolment.class, opened("c1", 1))
                .whileAnotherAppends(joined("c1", "s2"))
                .when(WANTED)
                .fails(Refused.class)
                .inAttempts(2)
                .storesNothing();
    }

    @Test
    void others_who_join_other_courses_are_in_nobodys_way() {
        store.given(Enrolment.class, opened("c1", 1))
                .whileAnotherAppends(joined("c2", "s2"))
                .when(WANTED)
                .stores(joined("c1", "s1"))
                .inAttempts(1);
    }

    @Test
    void the_error_comes_when_the_attempts_are_used_up() {
        store.given(Enrolment.class, opened("c1", 2))
                .whileAnotherAppends(joined("c1", "s2"))
                .when(WANTED, Attempts.upTo(1))
                .fails(BoundaryMovedError.class)
                .inAttempts(1)
                .storesNothing();
    }
}
