/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.schemeless.eventstore.examples.courses.CourseCommand.Join;
import org.schemeless.eventstore.examples.courses.CourseCommand.Leave;
import org.schemeless.eventstore.examples.courses.CourseCommand.Open;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.BoundaryDecisions;

/** Courses, their seats and their students. */
@Path("courses/{course}")
@RequestScoped
public class CoursesResource {

    @Inject
    private BoundaryDecisions<CourseCommand, CourseEvent, Seats> enrolment;

    @PUT
    public void open(@PathParam("course") String course, @QueryParam("seats") int seats) {
        enrolment.decide(new Open(course, seats));
    }

    /** Gives the seats that are free then; a request with the same key is carried out once. */
    @PUT
    @Path("students/{student}")
    public int join(
            @PathParam("course") String course,
            @PathParam("student") String student,
            @HeaderParam("Idempotency-Key") String key) {
        Attempts attempts = Attempts.upTo(50);
        return enrolment
                .decide(new Join(course, student), key == null ? attempts : attempts.command(key))
                .state()
                .free();
    }

    @DELETE
    @Path("students/{student}")
    public void leave(@PathParam("course") String course, @PathParam("student") String student) {
        enrolment.decide(new Leave(course, student));
    }

    @GET
    @Path("students/{student}")
    public Seats seats(@PathParam("course") String course, @PathParam("student") String student) {
        return enrolment.state(new Join(course, student));
    }
}
