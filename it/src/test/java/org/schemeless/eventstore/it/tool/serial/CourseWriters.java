/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.serial;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.serial.Operation.Outcome;

/**
 * Sixteen writers over HTTP, who want seats of a few courses for a few students. Each reads the boundary of one course
 * or two and of one student, decides, and appends what it has decided; some give a course another seat without looking.
 * What each has read, decided and been told is kept.
 */
public final class CourseWriters {

    private static final int WRITERS = 16;
    private static final int COURSES_AT_ONCE = 3;
    private static final int STUDENTS_AT_ONCE = 20;
    private static final int COURSES_OF_A_STUDENT = 5;

    /** After so many seats have been taken, other courses are wanted, and so many other students come. */
    private static final int SEATS_TAKEN = 12;

    private static final int STUDENTS_MORE = 4;

    /** Between two tries to reach a server that is not there, which has to start beside them. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final Store store;
    private final String domain = Names.fresh("serial");
    private final Queue<Operation> history = new ConcurrentLinkedQueue<>();
    private final AtomicInteger joined = new AtomicInteger();
    private final List<CompletableFuture<Void>> writers;
    private volatile boolean ending;

    /** Starts them. */
    public CourseWriters(Store store) {
        this.store = store;
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer), threads))
                .toList();
        threads.shutdown();
    }

    /** How many have got a seat. Fails if a writer has ended. */
    public int joined() {
        writers.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
        return joined.get();
    }

    /**
     * Ends them, and looks for a serial order of all they did.
     *
     * @throws AssertionError if there is none, or a rule is broken
     */
    public List<Operation> end() {
        ending = true;
        writers.forEach(CompletableFuture::join);
        List<JsonObject> stored = store.eventsByPages("log?after=0&limit=1000&domain=" + domain);
        requireRules(stored);
        return SerialOrder.of(
                List.copyOf(history),
                stored.stream().map(event -> event.getString("id")).collect(Collectors.toSet()));
    }

    public long count(Outcome outcome) {
        return history.stream()
                .filter(operation -> operation.outcome() == outcome)
                .filter(operation -> !operation.written().isEmpty())
                .count();
    }

    private void requireRules(List<JsonObject> stored) {
        Map<String, Long> seats = counts(stored, "opened", "course");
        counts(stored, "joined", "course")
                .forEach((course, taken) -> assertThat(taken)
                        .as("the seats taken of course %s", course)
                        .isLessThanOrEqualTo(seats.getOrDefault(course, 0L)));
        assertThat(counts(stored, "joined", "student").values())
                .as("the courses of each student")
                .allMatch(courses -> courses <= COURSES_OF_A_STUDENT);
    }

    private static Map<String, Long> counts(List<JsonObject> events, String type, String tag) {
        return events.stream()
                .filter(event -> event.getString("type").equals(type))
                .collect(Collectors.groupingBy(event -> value(event, tag), Collectors.counting()));
    }

    private static String value(JsonObject event, String tag) {
        return event.getJsonArray("tags").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("name").equals(tag))
                .map(each -> each.getString("value"))
                .findFirst()
                .orElse("");
    }

    private void write(int writer) {
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; !ending; i++) {
            String name = "writer " + writer + ", operation " + i;
            try {
                operate(name, random);
            } catch (NotSentException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void operate(String name, SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            open(name, course(random));
            return;
        }
        List<String> courses =
                random.nextInt(5) == 0 ? List.of(course(random), course(random) + "-evening") : List.of(course(random));
        join(name, courses, student(random));
    }

    private String course(SplittableRandom random) {
        return domain + "-c" + (joined.get() / SEATS_TAKEN + random.nextInt(COURSES_AT_ONCE));
    }

    private String student(SplittableRandom random) {
        return domain + "-s" + (joined.get() / SEATS_TAKEN * STUDENTS_MORE + random.nextInt(STUDENTS_AT_ONCE));
    }

    private NewEvent event(String type, Tag... tags) {
        String id = Names.fresh("").substring(1);
        NewEvent.Builder event = NewEvent.in(domain, id, type).id(id).payload(1);
        for (Tag tag : tags) {
            event.tag(tag.name(), tag.value());
        }
        return event.build();
    }

    /** One more seat, for an ordinary course or one in the evening, whatever others do. */
    private void open(String name, String course) {
        NewEvent opened = event("opened", Tag.of("course", course));
        NewEvent evening = event("opened", Tag.of("course", course + "-evening"));
        append(name, null, null, Set.of(), List.of(opened, evening), System.nanoTime());
    }

    private void join(String name, List<String> courses, String student) {
        EventQuery query = EventQuery.tagged("student", student).types("joined");
        for (String course : courses) {
            query = query.or(EventQuery.tagged("course", course).types("opened", "joined"));
        }
        long began = System.nanoTime();
        Optional<Reply> answer = answer("boundary", json(query).build());
        if (answer.isEmpty()) {
            return;
        }
        Reply reply = answer.get().is(200);
        List<JsonObject> found = reply.events();
        Set<String> seen = new HashSet<>();
        found.forEach(event -> seen.add(event.getString("id")));
        List<NewEvent> wanted = new ArrayList<>();
        long courseCount = found.stream()
                .filter(event -> value(event, "student").equals(student))
                .count();
        for (String course : courses) {
            long free = found.stream()
                    .filter(event -> value(event, "course").equals(course))
                    .mapToInt(event -> event.getString("type").equals("opened") ? 1 : -1)
                    .sum();
            if (free > 0 && courseCount + courses.size() <= COURSES_OF_A_STUDENT) {
                wanted.add(event("joined", Tag.of("course", course), Tag.of("student", student)));
            }
        }
        if (wanted.isEmpty()) {
            history.add(new Operation(name, query, seen, List.of(), Outcome.NOT_STORED, began, System.nanoTime()));
        } else {
            append(name, query, reply.object().getString("mark"), seen, wanted, began);
        }
    }

    private void append(
            String name, EventQuery query, String mark, Set<String> seen, List<NewEvent> events, long began) {
        JsonArrayBuilder batch = Json.createArrayBuilder();
        events.forEach(event -> batch.add(json(event)));
        JsonObjectBuilder body = Json.createObjectBuilder().add("events", batch);
        if (query != null) {
            body.add(
                    "nothingNew",
                    Json.createObjectBuilder().add("query", json(query)).add("mark", mark));
        }
        Outcome outcome =
                answer("events", body.build()).map(CourseWriters::outcome).orElse(Outcome.UNKNOWN);
        if (outcome == Outcome.STORED && query != null) {
            joined.incrementAndGet();
        }
        long ended = outcome == Outcome.UNKNOWN ? Operation.NEVER : System.nanoTime();
        history.add(new Operation(name, query, seen, events, outcome, began, ended));
    }

    /** A 200 tells that the store has lost the answer of its database, has tried again, and has found the batch. */
    private static Outcome outcome(Reply reply) {
        if (reply.isAmong(200, 201, 409).status() != 409) {
            return Outcome.STORED;
        }
        reply.problem(409, "boundary-moved");
        return Outcome.NOT_STORED;
    }

    /** Empty if it was sent, and the answer is none, or that nobody knows. */
    private Optional<Reply> answer(String path, JsonObject body) {
        HttpResponse<String> response;
        try {
            response = store.open(
                    "POST",
                    path,
                    BodyPublishers.ofString(body.toString()),
                    BodyHandlers.ofString(),
                    "Content-Type",
                    "application/json");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException) {
                throw new NotSentException();
            }
            return Optional.empty();
        }
        if (response.statusCode() == 404) {
            throw new NotSentException();
        }
        return response.statusCode() == 503 ? Optional.empty() : Optional.of(new Reply(response, response.body()));
    }

    /** The server is not there, or is there without the store. */
    private static final class NotSentException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static JsonObjectBuilder json(NewEvent event) {
        return Json.createObjectBuilder()
                .add("id", event.id())
                .add("domain", event.stream().domain())
                .add("identifier", event.stream().identifier())
                .add("type", event.type())
                .add("payload", 1)
                .add("tags", json(event.tags()));
    }

    private static JsonArrayBuilder json(List<Tag> tags) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        tags.forEach(tag ->
                array.add(Json.createObjectBuilder().add("name", tag.name()).add("value", tag.value())));
        return array;
    }

    private static JsonObjectBuilder json(EventQuery query) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        query.items()
                .forEach(item -> items.add(Json.createObjectBuilder()
                        .add("tags", json(item.tags()))
                        .add("types", Json.createArrayBuilder(item.types()))));
        return Json.createObjectBuilder().add("items", items);
    }
}
