/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.ExpectedSequence.any;
import static org.schemeless.eventstore.ExpectedSequence.nothingNew;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;

/**
 * Writers who want the seats of courses, each a node of its own, some of which are killed: a course has five seats, and
 * a student at most three courses.
 */
class DynamoDbTagsRacesIT extends OnFreshTable {

    private static final int RACERS = 16;
    private static final int SEATS = 5;
    private static final int COURSES_OF_ONE = 3;
    private static final int AT_A_TIME = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static EventQuery course(int course) {
        return EventQuery.tagged("course", "c" + course).types("joined");
    }

    private static EventQuery student(int student) {
        return EventQuery.tagged("student", "s" + student).types("joined");
    }

    /**
     * @param staged of a hundred joins so many take several transactions
     * @param dying before so many of a hundred tries a writer is told to die within its next requests
     */
    @ParameterizedTest
    @CsvSource({"16,0,0", "8,100,0", "8,40,10"})
    void no_course_has_more_than_its_seats_and_no_student_too_many_courses(int courses, int staged, int dying)
            throws Exception {
        List<Callable<Void>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            racers.add(() -> {
                race(courses, staged, dying);
                return null;
            });
        }
        for (Future<Void> racer : threads.invokeAll(racers)) {
            racer.get();
        }

        assertThat(failures).isEmpty();
        assertThat(killed.get() > 0).isEqualTo(dying > 0);
        List<StoredEvent> joined = new ArrayList<>();
        for (int course = 0; course < courses; course++) {
            List<StoredEvent> seats = store.storage.readBoundary(course(course)).events();
            assertThat(seats).hasSize(SEATS);
            joined.addAll(seats);
        }
        for (int student = 0; student < 2 * courses; student++) {
            assertThat(store.storage.readBoundary(student(student)).events()).hasSizeLessThanOrEqualTo(COURSES_OF_ONE);
        }
        assertThat(joined)
                .allSatisfy(event -> assertThat(store.all(event.stream())).contains(event));
        assertThat(joined).extracting(StoredEvent::id).containsAll(acknowledged);
    }

    private void race(int courses, int staged, int dying) {
        while (first.get() < courses && failures.isEmpty()) {
            try (Store node = store.other()) {
                while (first.get() < courses && failures.isEmpty()) {
                    if (chance(dying)) {
                        dieSoon(node);
                    }
                    int course = first.get() + ThreadLocalRandom.current().nextInt(AT_A_TIME);
                    int student = ThreadLocalRandom.current().nextInt(2 * courses);
                    tryOne(node, Math.min(courses - 1, course), student, staged);
                }
            } catch (Faults.Killed e) {
                killed.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        }
    }

    /** The node sends a few transactions more, and then nothing. */
    private static void dieSoon(Store node) {
        int last = node.requests.count("TransactWrite")
                + ThreadLocalRandom.current().nextInt(1, 5);
        node.requests.before((request, n) -> {
            if (node.requests.count("TransactWrite") >= last) {
                throw new Faults.Killed();
            }
        });
    }

    private void tryOne(Store node, int course, int student, int staged) {
        try {
            if (chance(15)) {
                node.append(batch("renamed", course, student, 0), any());
                return;
            }
            Boundary seen = node.storage.readBoundary(course(course).or(student(student)));
            long seats = seen.events().stream()
                    .filter(event -> course(course).matches(event))
                    .count();
            if (seats >= SEATS) {
                first.compareAndSet(course, course + 1);
                return;
            }
            if (seen.events().stream()
                            .filter(event -> student(student).matches(event))
                            .count()
                    >= COURSES_OF_ONE) {
                return;
            }
            List<NewEvent> batch = batch("joined", course, student, chance(staged) ? 30 : 0);
            node.append(batch, nothingNew(seen));
            acknowledged.add(batch.get(0).id());
        } catch (ConcurrencyError | EventStoreUnavailableException e) {
            // somebody else was faster: once more
        }
    }

    /** What is stored with it makes a batch one of several transactions. */
    private static List<NewEvent> batch(String type, int course, int student, int more) {
        List<NewEvent> batch = new ArrayList<>();
        NewEvent sample = Sample.event(Sample.stream());
        NewEvent.Builder event = NewEvent.in(sample.stream(), type)
                .id(sample.id())
                .created(sample.created())
                .payload(1)
                .tag("course", "c" + course);
        batch.add((type.equals("joined") ? event.tag("student", "s" + student) : event).build());
        batch.addAll(Sample.events(sample.stream(), more));
        return batch;
    }

    private static boolean chance(int ofHundred) {
        return ThreadLocalRandom.current().nextInt(100) < ofHundred;
    }
}
