/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Boundary;
import org.schemeless.eventstore.BoundaryMovedError;
import org.schemeless.eventstore.EventQuery;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.Made;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Tag;
import org.schemeless.eventstore.jpa.H2Store;
import org.schemeless.eventstore.jpa.read.BoundaryReads;
import org.schemeless.eventstore.jpa.read.TransactionTagRows;
import org.schemeless.eventstore.spi.Append;
import org.schemeless.eventstore.spi.AppendScope;
import org.schemeless.eventstore.spi.BoundaryBounds;

/** What is asked of the tables, one after the other; that racers keep rules the contract suite tests. */
class BoundaryGuardTest {

    private static final StreamId STREAM = StreamId.of("d", "i");
    private static final EventQuery COURSE = EventQuery.tagged("course", "c1");

    private H2Store store;
    private BoundaryGuard guard;
    private BoundaryReads reads;
    private long sequence;

    @BeforeEach
    void createTables() throws SQLException {
        store = new H2Store();
        TransactionTagRows transactionRows = new TransactionTagRows();
        guard = new BoundaryGuard(store.connections(), transactionRows);
        reads = Made.by(BoundaryReads.class, store.connections(), transactionRows);
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
    }

    private static NewEvent event(String id, String type, Tag... tags) {
        NewEvent.Builder event = NewEvent.in(STREAM, type).id(id).payload(1).created(Instant.EPOCH);
        List.of(tags).forEach(tag -> event.tag(tag.name(), tag.value()));
        return event.build();
    }

    private static Append append(ExpectedSequence expected, NewEvent... events) {
        return new Append(List.of(events), expected, Set.of());
    }

    private void stored(NewEvent... events) throws SQLException {
        Append append = append(ExpectedSequence.any(), events);
        guard.lock(append);
        List<StoredEvent> sequenced = append.sequenced(Map.of(STREAM, sequence));
        sequence += events.length;
        store.insert(sequenced);
        guard.write(sequenced, AppendScope.OWN_TRANSACTION);
    }

    private List<String> moved(Boundary seen) {
        return guard.moved(append(ExpectedSequence.nothingNew(seen), event("new", "t"))).stream()
                .map(error -> ((BoundaryMovedError) error).getEvent().id())
                .toList();
    }

    @Test
    void a_boundary_has_what_matches_and_moves_with_the_first_event_behind_it() throws SQLException {
        Tag course = Tag.of("course", "c1");
        Tag student = Tag.of("student", "s7");
        stored(event("1", "joined", course, student), event("2", "left", course), event("3", "joined"));
        Boundary all = reads.read(COURSE);
        Boundary both = reads.read(COURSE.and("student", "s7").types("joined"));

        assertThat(all.events()).extracting(StoredEvent::id).containsExactly("1", "2");
        assertThat(all.events())
                .extracting(StoredEvent::tags)
                .containsExactly(List.of(course, student), List.of(course));
        assertThat(both.events()).extracting(StoredEvent::id).containsExactly("1");
        assertThat(moved(all)).isEmpty();

        stored(event("4", "left", course, student), event("5", "joined", course));
        assertThat(moved(all)).containsExactly("4");
        assertThat(moved(both)).isEmpty();

        stored(event("6", "joined", student, course), event("7", "joined", student, course));
        assertThat(moved(both)).containsExactly("6");
        assertThat(moved(reads.read(both.query()))).isEmpty();
    }

    @Test
    void a_boundary_beyond_its_bounds_is_refused_and_one_within_them_is_whole() throws SQLException {
        Tag course = Tag.of("course", "c1");
        stored(event("1", "joined", course), event("2", "left", course), event("3", "joined", course));

        assertThat(reads.read(COURSE, new BoundaryBounds(3, 3)).events()).hasSize(3);
        assertThat(reads.read(COURSE.types("joined"), new BoundaryBounds(2, 2)).events())
                .extracting(StoredEvent::id)
                .containsExactly("1", "3");
        for (BoundaryBounds bounds : List.of(new BoundaryBounds(2, 9), new BoundaryBounds(9, 2))) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> reads.read(COURSE, bounds))
                    .satisfies(error -> assertThat(error.getField()).isEqualTo("query"))
                    .withMessageContaining("more than 2");
        }
    }

    @Test
    void many_tags_are_locked_and_written() throws SQLException {
        Tag[][] tags = IntStream.range(0, 30)
                .mapToObj(i -> IntStream.range(0, 20)
                        .mapToObj(j -> Tag.of("tag", i + "-" + j))
                        .toArray(Tag[]::new))
                .toArray(Tag[][]::new);

        stored(IntStream.range(0, 30)
                .mapToObj(i -> event("e" + i, "t", tags[i]))
                .toArray(NewEvent[]::new));

        assertThat(store.numbers("SELECT COUNT(*) FROM eventstore_tag")).containsExactly(600L);
        assertThat(reads.read(EventQuery.tagged("tag", "29-19")).events())
                .extracting(StoredEvent::id)
                .containsExactly("e29");
    }

    @Test
    void a_mark_that_was_not_given_is_refused() throws SQLException {
        stored(event("1", "t", Tag.of("course", "c1")));
        Boundary seen = reads.read(COURSE);
        long place = seen.mark().places().get(0);

        for (Boundary.Mark wrong : List.of(
                new Boundary.Mark("other", List.of(place)),
                new Boundary.Mark(seen.mark().store(), List.of(place + 1)),
                new Boundary.Mark(seen.mark().store(), List.of(-1L)))) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> moved(new Boundary(COURSE, wrong, List.of())));
        }
        assertThat(moved(new Boundary(COURSE, new Boundary.Mark(seen.mark().store(), List.of(0L)), List.of())))
                .containsExactly("1");
    }
}
