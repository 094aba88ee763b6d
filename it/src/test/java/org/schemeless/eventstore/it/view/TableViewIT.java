/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Target;
import org.schemeless.eventstore.ViewBuild.Status;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.it.tool.table.Lines;
import org.schemeless.eventstore.it.tool.table.Tables;
import org.schemeless.eventstore.service.EventStoreService;

/** Views in tables of the application's own, on the database of the run. */
@ArquillianTest
@Tag("deployed")
@Tag("subscription")
@Tag("database")
class TableViewIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    @Resource
    private UserTransaction transaction;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    private final String key = UUID.randomUUID().toString();

    @Deployment
    static Archive<?> application() {
        return SubscriptionArchive.withTables();
    }

    private static ConditionFactory soon() {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    private List<String> append(String type, int count) {
        return store
                .storeEvents(IntStream.range(0, count)
                        .mapToObj(i ->
                                NewEvent.in(Lines.DOMAIN, key, type).payload(i).build())
                        .toList())
                .events()
                .stream()
                .map(AppendedEvent::id)
                .toList();
    }

    private void fresh(String view) {
        StreamId stream = StreamId.of(Lines.DOMAIN, key);
        views.await(view, stream, store.getStreamSequence(stream), LONG);
    }

    private List<ViewStatus> builds(String view) {
        return views.status().stream()
                .filter(status -> status.build().view().equals(view))
                .toList();
    }

    private ViewStatus active(String view) {
        return builds(view).stream().filter(ViewStatus::active).findFirst().orElseThrow();
    }

    private void awaitReadable(String view) {
        soon().untilAsserted(() -> assertThat(builds(view)).anyMatch(ViewStatus::active));
    }

    private List<String> lines(String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT line FROM " + table + " ORDER BY n")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private List<String> lines() throws SQLException {
        return lines(views.target(Tables.First.VIEW).table(Tables.First.TABLE));
    }

    /** The ids of all events that are handled, in the order of the log. */
    private List<String> expected() {
        List<String> ids = new ArrayList<>();
        List<StoredEvent> page = store.readAll(0, 1_000);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(event -> event.stream().domain().equals(Lines.DOMAIN))
                    .map(StoredEvent::id)
                    .forEach(ids::add);
            page = store.readAll(page.get(page.size() - 1).position(), 1_000);
        }
        return ids;
    }

    private List<String> expectedOfSecond() {
        return expected().stream().map(id -> "second " + id).toList();
    }

    private void activate(int version) {
        soon().until(() -> views.activate(Tables.First.VIEW, version));
    }

    @Test
    void the_table_has_each_event_once_and_in_the_order_of_the_log() throws Exception {
        awaitReadable(Tables.First.VIEW);
        append("added", 120);
        append("added", 1);
        fresh(Tables.First.VIEW);

        assertThat(lines()).hasSizeGreaterThanOrEqualTo(121).isEqualTo(expected());
        Target target = views.target(Tables.First.VIEW);
        assertThat(target.version()).isEqualTo(1);
        assertThat(target.build()).isEqualTo(active(Tables.First.VIEW).build().build());
    }

    @Test
    void another_version_has_a_table_of_its_own_and_is_read_by_one_commit_and_back() throws Exception {
        awaitReadable(Tables.First.VIEW);
        append("added", 3);
        fresh(Tables.First.VIEW);
        assertThat(lines()).isEqualTo(expected());
        activate(2);
        try {
            assertThat(lines()).isEqualTo(expectedOfSecond());
            transaction.begin();
            String pinned = views.target(Tables.First.VIEW).table(Tables.First.TABLE);
            activate(1);
            assertThat(views.target(Tables.First.VIEW).table(Tables.First.TABLE))
                    .as("within a transaction it is one build")
                    .isEqualTo(pinned);
            assertThat(lines(pinned)).isEqualTo(expectedOfSecond());
            transaction.commit();
            assertThat(lines()).isEqualTo(expected());
        } finally {
            activate(1);
        }
    }

    @Test
    void a_rebuild_takes_the_place_of_what_is_read_whose_table_is_dropped() throws Exception {
        awaitReadable(Tables.First.VIEW);
        append("added", 5);
        fresh(Tables.First.VIEW);
        Target before = views.target(Tables.First.VIEW);
        List<String> last = lines();
        assertThat(last).hasSizeGreaterThanOrEqualTo(5);

        views.rebuild(Tables.First.VIEW);
        while (views.target(Tables.First.VIEW).equals(before)) {
            append("added", 1);
            List<String> now = lines();
            assertThat(now.subList(0, last.size())).isEqualTo(last);
            last = now;
        }

        List<String> now = lines();
        assertThat(now.subList(0, last.size())).as("no step back").isEqualTo(last);
        fresh(Tables.First.VIEW);
        assertThat(lines()).isEqualTo(expected());
        soon().untilAsserted(() -> assertThat(builds(Tables.First.VIEW))
                .noneMatch(status -> status.build().build() == before.build()));
        assertThatThrownBy(() -> lines(before.table(Tables.First.TABLE))).isInstanceOf(SQLException.class);
    }

    @Test
    void what_was_written_before_a_failure_is_not_there_and_a_poison_is_passed_by_when_somebody_says_so()
            throws Exception {
        awaitReadable(Tables.Torn.VIEW);
        append("added", 3);
        String poison = append(Lines.POISON, 1).get(0);
        append("added", 2);
        soon().untilAsserted(() -> assertThat(active(Tables.Torn.VIEW).stop())
                .isNotNull()
                .satisfies(stop -> {
                    assertThat(stop.event().id()).isEqualTo(poison);
                    assertThat(stop.cause()).contains("as the test wants");
                }));
        fresh(Tables.First.VIEW);
        List<String> all = expected();
        String torn = views.target(Tables.Torn.VIEW).table(Tables.Torn.TABLE);
        assertThat(lines(torn)).isEqualTo(all.subList(0, all.indexOf(poison)));

        views.skip(Tables.Torn.VIEW, poison, "the test", "it is poison");
        fresh(Tables.Torn.VIEW);

        all.remove(poison);
        assertThat(lines(torn)).isEqualTo(all);
        views.rebuild(Tables.Torn.VIEW);
        soon().until(() ->
                !views.target(Tables.Torn.VIEW).table(Tables.Torn.TABLE).equals(torn));
        assertThat(lines(views.target(Tables.Torn.VIEW).table(Tables.Torn.TABLE)))
                .as("a rebuild passes it by as well")
                .isEqualTo(all);
    }

    @Test
    void what_is_paused_stands_still() throws Exception {
        awaitReadable(Tables.First.VIEW);
        append("added", 1);
        fresh(Tables.First.VIEW);
        views.pause(Tables.First.VIEW);
        try {
            List<String> before = lines();
            append("added", 1);
            long end = store.getLastPosition();
            soon().until(() -> builds(Tables.Torn.VIEW).stream()
                    .anyMatch(status -> status.position() >= end || status.stop() != null));
            assertThat(lines()).isEqualTo(before);
        } finally {
            views.resume(Tables.First.VIEW);
        }
        fresh(Tables.First.VIEW);
        assertThat(lines()).isEqualTo(expected());
        assertThat(active(Tables.First.VIEW).build().status()).isEqualTo(Status.FOLLOWING);
    }

    @Test
    void there_is_no_table_of_a_view_that_there_is_not() {
        assertThatThrownBy(() -> views.target("none"))
                .rootCause()
                .hasMessageContaining("no build of a view \"none\" can be read");
    }
}
