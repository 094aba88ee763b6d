/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.courses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.it.tool.http.Http11;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** Courses and their students, in a WAR with the store inside, which is the only application of a Payara Micro. */
class CoursesIT {

    private static final int THREADS = 8;

    private static PayaraMicro server;

    private final HttpClient client = Http11.client();
    private final String course = "course-" + UUID.randomUUID();
    private final String ada = "ada-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        server = PayaraMicro.onH2(
                Path.of("target", "courses.war").toAbsolutePath(), "courses/api/courses/none/students/nobody");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void seats_are_taken_and_given_back() throws Exception {
        open(course, 2);

        assertThat(join(course, ada).body()).isEqualTo("1");
        assertThat(join(course, "bob-" + ada).body()).isEqualTo("0");
        HttpResponse<String> full = join(course, "carl-" + ada);
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.body()).isEqualTo("course " + course + " is full");
        assertThat(send("DELETE", course + "/students/" + ada).statusCode()).isEqualTo(204);
        assertThat(join(course, "carl-" + ada).body()).isEqualTo("0");
        assertThat(send("GET", course + "/students/" + ada).body()).contains("\"free\":0", "\"courses\":0");
    }

    @Test
    void what_the_rules_refuse_is_a_conflict() throws Exception {
        assertThat(join(course, ada).statusCode()).isEqualTo(409);
        open(course, 1);
        assertThat(send("PUT", course + "?seats=1").statusCode()).isEqualTo(409);
    }

    @Test
    void of_many_who_want_the_last_seats_as_many_get_one_as_there_are() throws Exception {
        open(course, 5);

        List<Integer> statuses = atOnce(IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(i -> () -> join(course, i + ada).statusCode())
                .toList());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(35);
    }

    @Test
    void a_student_who_wants_many_courses_at_once_gets_five() throws Exception {
        for (int i = 0; i < 10; i++) {
            open(course + i, 9);
        }

        List<Integer> statuses = atOnce(IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(i -> () -> join(course + i, ada).statusCode())
                .toList());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(5);
    }

    @Test
    void a_request_with_a_key_that_comes_twice_takes_one_seat_and_is_answered_alike() throws Exception {
        open(course, 9);

        assertThat(join(course, ada, "Idempotency-Key", ada).body()).isEqualTo("8");
        assertThat(join(course, "bob-" + ada).body()).isEqualTo("7");
        assertThat(join(course, ada, "Idempotency-Key", ada).body()).isEqualTo("8");
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private void open(String name, int seats) throws Exception {
        assertThat(send("PUT", name + "?seats=" + seats).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> join(String name, String student, String... headers) throws Exception {
        return send("PUT", name + "/students/" + student, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        URI uri = server.uri().resolve("/courses/api/courses/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
