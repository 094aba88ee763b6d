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
import static org.awaitility.Awaitility.await;

import jakarta.ejb.EJB;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.ViewBuild.Status;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.it.tool.view.Counting;
import org.schemeless.eventstore.it.tool.view.Counts;
import org.schemeless.eventstore.service.EventStoreService;

/** Views of some thousand events. */
@ArquillianTest
@Tag("deployed")
@Tag("subscription")
@Tag("database")
class LongViewIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int HALF = 5_000;
    private static final int BATCH = 500;
    private static final int KEYS = 100;

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    private final String prefix = UUID.randomUUID() + "-";

    @Deployment
    static Archive<?> application() {
        return SubscriptionArchive.withViews();
    }

    private static ConditionFactory soon() {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    private List<String> append(String domain, String type, int count) {
        List<NewEvent> batch = IntStream.range(0, count)
                .mapToObj(i ->
                        NewEvent.in(domain, prefix + i % KEYS, type).payload(i).build())
                .toList();
        return store.storeEvents(batch).events().stream().map(AppendedEvent::id).toList();
    }

    private void appendHalf() {
        for (int i = 0; i < HALF; i += BATCH) {
            append(Counting.DOMAIN, "added", BATCH);
        }
    }

    private ViewStatus active(String view) {
        return views.status().stream()
                .filter(status -> status.build().view().equals(view))
                .filter(ViewStatus::active)
                .findFirst()
                .orElseThrow();
    }

    private void awaitReadable(String view) {
        soon().untilAsserted(() -> assertThat(views.status())
                .anyMatch(status -> status.build().view().equals(view) && status.active()));
    }

    private Map<String, String> states(String view) {
        List<ViewState> all = new ArrayList<>();
        List<ViewState> page = views.list(view, null, 1_000);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = views.list(view, page.get(page.size() - 1).key(), 1_000);
        }
        return all.stream()
                .collect(Collectors.toMap(ViewState::key, state -> state.state().as(String.class)));
    }

    /** What the log folds to before a position, by the classes of the test itself. */
    private Map<String, String> folded(long before) {
        Map<String, String> states = new HashMap<>();
        long after = 0;
        while (after < before - 1) {
            for (StoredEvent event : store.readAll(after, 1_000)) {
                after = event.position();
                if (after < before && event.stream().domain().equals(Counting.DOMAIN)) {
                    states.compute(
                            event.stream().identifier(),
                            (key, state) -> event.type().equals(Counting.REMOVING)
                                    ? null
                                    : state == null ? event.id() : state + " " + event.id());
                }
            }
        }
        return states;
    }

    /** Other tests have had the view pass events by. */
    private Map<String, String> mine(Map<String, String> states) {
        Map<String, String> mine = new HashMap<>(states);
        mine.keySet().removeIf(key -> !key.startsWith(prefix));
        return mine;
    }

    @Test
    void an_event_in_the_middle_that_one_view_cannot_take_leaves_the_others_alone() {
        awaitReadable(Counts.Fragile.VIEW);
        awaitReadable(Counts.Segmented.VIEW);
        appendHalf();
        String poison = append(Counting.DOMAIN, Counting.POISON, 1).get(0);
        appendHalf();
        long end = store.getLastPosition();

        views.await(Counts.Segmented.VIEW, end, LONG);
        assertThat(states(Counts.Segmented.VIEW)).isEqualTo(folded(end + 1));
        soon().untilAsserted(() -> assertThat(active(Counts.Fragile.VIEW).stop())
                .isNotNull()
                .satisfies(stop -> assertThat(stop.event().id()).isEqualTo(poison)));
        ViewStatus stopped = active(Counts.Fragile.VIEW);
        assertThat(stopped.lag()).isGreaterThan(HALF);
        assertThat(mine(states(Counts.Fragile.VIEW))).isEqualTo(mine(folded(stopped.position() + 1)));

        views.skip(Counts.Fragile.VIEW, poison, "the test", "it is poison");
        views.await(Counts.Fragile.VIEW, end, LONG);
        Map<String, String> without = mine(folded(end + 1));
        without.computeIfPresent(prefix + 0, (key, state) -> state.replace(" " + poison, ""));
        assertThat(mine(states(Counts.Fragile.VIEW))).isEqualTo(without);
    }

    @Test
    void a_view_comes_to_the_end_of_a_log_of_which_it_wants_nothing() {
        awaitReadable(Counts.Segmented.VIEW);
        for (int i = 0; i < HALF; i += BATCH) {
            append("unwanted", "added", BATCH);
        }
        long end = store.getLastPosition();
        views.await(Counts.Segmented.VIEW, end, LONG);
        soon().untilAsserted(() -> assertThat(active(Counts.Segmented.VIEW))
                .satisfies(status -> assertThat(status.position()).isGreaterThanOrEqualTo(end))
                .satisfies(status -> assertThat(status.lag()).isZero())
                .satisfies(status -> assertThat(status.share()).isEqualTo(1)));
    }

    /** The second version is at the end of the log, and BUILDING until somebody has it read. */
    @Test
    void a_build_that_is_under_way_tells_how_fast_it_goes_on() {
        awaitReadable(Counts.First.VIEW);
        soon().untilAsserted(() -> assertThat(views.status())
                .filteredOn(status -> status.build().view().equals(Counts.First.VIEW))
                .filteredOn(status -> status.build().status() == Status.BUILDING)
                .isNotEmpty()
                .allSatisfy(status -> assertThat(status.rate()).isNotNull().isNotNegative()));
        append(Counting.DOMAIN, "added", BATCH);
        soon().untilAsserted(() -> assertThat(views.status())
                .filteredOn(status -> status.build().view().equals(Counts.First.VIEW))
                .filteredOn(status -> status.build().status() == Status.BUILDING)
                .anySatisfy(status -> {
                    assertThat(status.rate()).isPositive();
                    assertThat(status.left()).isNotNull();
                }));
        assertThat(active(Counts.First.VIEW).rate())
                .as("of what was read there is none")
                .isNull();
    }

    @Test
    void a_long_view_is_built_anew_while_writers_go_on() {
        awaitReadable(Counts.Segmented.VIEW);
        appendHalf();
        int before = active(Counts.Segmented.VIEW).build().build();
        views.rebuild(Counts.Segmented.VIEW);
        while (active(Counts.Segmented.VIEW).build().build() == before) {
            append(Counting.DOMAIN, "added", 20);
        }
        long end = store.getLastPosition();
        views.await(Counts.Segmented.VIEW, end, LONG);
        assertThat(states(Counts.Segmented.VIEW)).isEqualTo(folded(end + 1));
    }
}
