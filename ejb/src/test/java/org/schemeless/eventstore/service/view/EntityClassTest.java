/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EntityProjection;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.Target;
import org.schemeless.eventstore.ViewBuild;

/** A class that writes to tables of the application's, as the views know it. */
class EntityClassTest {

    private static final ViewBuild BUILD =
            new ViewBuild("report", 3, 2, 1, ViewBuild.Status.BUILDING, false, Instant.EPOCH);

    private final List<String> calls = new ArrayList<>();

    private class Report implements EntityProjection {

        @Override
        public String name() {
            return "report";
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void create(Target target) {
            calls.add("create " + target.table("rows"));
        }

        @Override
        public void handle(List<StoredEvent> events, Target target) throws Exception {
            calls.add(target.table("rows") + " "
                    + events.stream().map(StoredEvent::id).toList());
        }

        @Override
        public void drop(Target target) throws Exception {
            throw new IOException("no way to the tables");
        }
    }

    private final class Acting extends Report implements Subscription {

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public Set<String> domains() {
            return Set.of();
        }

        @Override
        public Set<String> types() {
            return Set.of();
        }

        @Override
        public void handle(List<StoredEvent> events) {}
    }

    private static StoredEvent event(long position) {
        return new StoredEvent(
                "e" + position,
                StreamId.of("domain"),
                position,
                position,
                "set",
                JsonText.string(""),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Test
    void is_given_the_table_of_its_build_and_all_events_but_those_that_are_skipped() throws Exception {
        EntityClass report = new EntityClass(new Report(), true);
        report.check();
        report.create(BUILD);
        SegmentSubscription segment = report.segment(BUILD, 0, Set.of(2L, 4L));
        segment.handle(List.of(event(1), event(2), event(3)));
        segment.handle(List.of(event(4)));

        assertThat(segment.name()).isEqualTo("$view report 3.0");
        assertThat(calls).containsExactly("create rows_3", "rows_3 [e1, e3]");
    }

    private final class Listening extends Report implements ErasureListener {

        @Override
        public void erased(KeyId key) {
            calls.add("erased " + key);
        }
    }

    private static StoredEvent erasure(long position) {
        return new StoredEvent(
                "e" + position,
                Erasure.STREAM,
                position,
                position,
                Erasure.TYPE,
                JsonText.parse("{\"key\":\"k" + position + "\"}"),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Test
    void one_that_listens_is_told_of_erasures_in_order_but_for_those_that_are_skipped() throws Exception {
        SegmentSubscription segment = new EntityClass(new Listening(), true).segment(BUILD, 0, Set.of(4L));
        segment.handle(List.of(event(1), erasure(2), event(3), erasure(4), event(5)));

        assertThat(segment.takesErasures()).isTrue();
        assertThat(calls).containsExactly("rows_3 [e1]", "erased k2", "rows_3 [e3, e5]");
        assertThat(new EntityClass(new Report(), true)
                        .segment(BUILD, 0, Set.of())
                        .takesErasures())
                .isFalse();
    }

    @Test
    void a_failure_keeps_its_message() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new EntityClass(new Report(), true).drop(BUILD))
                .withMessage("no way to the tables")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void needs_a_storage_in_the_transaction() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new EntityClass(new Report(), false).check())
                .withMessageContaining("the view \"report\"")
                .withMessageContaining("use a relational database");
    }

    @Test
    void what_acts_on_the_world_is_no_projection() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new EntityClass(new Acting(), true).check())
                .withMessageContaining("is a Subscription as well");
    }

    @Test
    void a_table_has_a_name_that_can_stand_in_sql() {
        Target target = Target.of(BUILD);
        for (String name : List.of("", "1st", "a b", "a;b", "a\"", "ä", "a".repeat(51))) {
            assertThatThrownBy(() -> target.table(name))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"report\"");
        }
        assertThatCode(() -> target.table("a".repeat(50))).doesNotThrowAnyException();
        assertThat(target.table("Report_1")).isEqualTo("Report_1_3");
    }

    /** In a rolling release the node of the old class does not know the tables of the new one. */
    @Test
    void a_build_of_another_version_is_left_for_longer_to_nodes_that_have_its_class() {
        ViewClass report = new EntityClass(new Report(), true);
        ViewBuild newer = new ViewBuild("report", 4, 3, 1, ViewBuild.Status.RETIRED, false, Instant.EPOCH);
        Duration grace = Duration.ofSeconds(60);

        assertThat(RetiredBuilds.isDue(BUILD, report, grace, Instant.ofEpochSecond(60)))
                .isFalse();
        assertThat(RetiredBuilds.isDue(BUILD, report, grace, Instant.ofEpochSecond(61)))
                .isTrue();
        assertThat(RetiredBuilds.isDue(newer, report, grace, Instant.ofEpochSecond(600)))
                .isFalse();
        assertThat(RetiredBuilds.isDue(newer, report, grace, Instant.ofEpochSecond(601)))
                .isTrue();
    }
}
