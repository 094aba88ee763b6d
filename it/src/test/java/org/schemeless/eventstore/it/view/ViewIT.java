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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.ViewBehindException;
import org.schemeless.eventstore.ViewBuild.Status;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.it.tool.view.Counting;
import org.schemeless.eventstore.it.tool.view.Counts;
import org.schemeless.eventstore.service.EventStoreService;

/** The views that the store keeps, on the backend of the run. */
@ArquillianTest
@Tag("deployed")
@Tag("subscription")
class ViewIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    @EJB
    private Subscriptions subscriptions;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return SubscriptionArchive.withViews();
    }

    private static ConditionFactory soon() {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private List<String> append(String key, String type, int count) {
        return store
                .storeEvents(IntStream.range(0, count)
                        .mapToObj(i -> NewEvent.in(Counting.DOMAIN, key, type)
                                .payload(i)
                                .build())
                        .toList())
                .events()
                .stream()
                .map(AppendedEvent::id)
                .toList();
    }

    private void fresh(String view, String key) {
        StreamId stream = StreamId.of(Counting.DOMAIN, key);
        views.await(view, stream, store.getStreamSequence(stream), LONG);
    }

    private Optional<String> kept(String view, String key) {
        return views.find(view, key).map(state -> state.state().as(String.class));
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

    /** What the log folds to, by the classes of the test itself. */
    private Map<String, String> folded(long until) {
        Map<String, String> states = new HashMap<>();
        long after = 0;
        while (after < until) {
            List<StoredEvent> page = store.readAll(after, 1_000);
            for (StoredEvent event : page) {
                after = event.position();
                if (event.position() <= until && event.stream().domain().equals(Counting.DOMAIN)) {
                    states.compute(
                            event.stream().identifier(),
                            (key, before) -> event.type().equals(Counting.REMOVING)
                                    ? null
                                    : before == null ? event.id() : before + " " + event.id());
                }
            }
        }
        return states;
    }

    private Map<String, String> all(String view) {
        List<ViewState> all = new ArrayList<>();
        List<ViewState> page = views.list(view, null, 1_000);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = views.list(view, page.get(page.size() - 1).key(), 1_000);
        }
        return all.stream()
                .collect(Collectors.toMap(ViewState::key, state -> state.state().as(String.class)));
    }

    @Test
    void a_view_is_what_its_events_fold_to() {
        awaitReadable(Counts.First.VIEW);
        String one = key();
        String two = key();
        List<String> ofOne = new ArrayList<>(append(one, "added", 3));
        List<String> ofTwo = append(two, "added", 40);
        ofOne.addAll(append(one, "added", 2));
        fresh(Counts.First.VIEW, one);
        assertThat(kept(Counts.First.VIEW, one)).hasValue(String.join(" ", ofOne));
        assertThat(views.find(Counts.First.VIEW, Set.of(one, two, "none")))
                .containsOnlyKeys(one, two)
                .extractingByKey(two)
                .satisfies(state -> assertThat(state.state().as(String.class)).isEqualTo(String.join(" ", ofTwo)));
        long end = store.getLastPosition();
        views.await(Counts.First.VIEW, end, LONG);
        assertThat(all(Counts.First.VIEW)).isEqualTo(folded(end));
    }

    @Test
    void a_state_that_is_no_more_is_gone_and_may_come_again() {
        awaitReadable(Counts.First.VIEW);
        String key = key();
        append(key, "added", 2);
        fresh(Counts.First.VIEW, key);
        append(key, Counting.REMOVING, 1);
        fresh(Counts.First.VIEW, key);
        assertThat(views.find(Counts.First.VIEW, key)).isEmpty();
        List<String> again = append(key, "added", 1);
        fresh(Counts.First.VIEW, key);
        assertThat(kept(Counts.First.VIEW, key)).hasValue(again.get(0));
    }

    @Test
    void segments_divide_the_keys_and_together_are_the_whole() {
        awaitReadable(Counts.Segmented.VIEW);
        for (int i = 0; i < 30; i++) {
            append(key(), "added", 3);
        }
        long end = store.getLastPosition();
        views.await(Counts.Segmented.VIEW, end, LONG);
        assertThat(all(Counts.Segmented.VIEW)).isEqualTo(folded(end));
    }

    @Test
    void what_the_current_transaction_appends_is_not_waited_for() throws Exception {
        awaitReadable(Counts.First.VIEW);
        String key = key();
        transaction.begin();
        try {
            append(key, "added", 1);
            assertThatThrownBy(() -> views.await(
                            Counts.First.VIEW, StreamId.of(Counting.DOMAIN, key), 1, Duration.ofSeconds(10)))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("no event at sequence 1 that is committed");
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void who_waits_in_vain_is_told_how_far_the_view_is() {
        awaitReadable(Counts.First.VIEW);
        long end = store.getLastPosition();
        views.await(Counts.First.VIEW, end, LONG);
        assertThatThrownBy(() -> views.await(Counts.First.VIEW, end + 1_000_000, Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        ViewBehindException.class,
                        e -> assertThat(e.getPosition()).isGreaterThanOrEqualTo(end))
                .hasMessageContaining("position " + (end + 1_000_000));
    }

    @Test
    void another_version_is_read_when_somebody_says_so_and_back_at_once() throws Exception {
        awaitReadable(Counts.First.VIEW);
        String key = key();
        String ids = String.join(" ", append(key, "added", 3));
        fresh(Counts.First.VIEW, key);
        assertThat(kept(Counts.First.VIEW, key)).hasValue(ids);
        soon().until(() -> views.activate(Counts.First.VIEW, 2));
        try {
            assertThat(kept(Counts.First.VIEW, key)).hasValue("second " + ids);
            transaction.begin();
            assertThat(kept(Counts.First.VIEW, key)).hasValue("second " + ids);
            soon().until(() -> activateAside(1));
            assertThat(kept(Counts.First.VIEW, key))
                    .as("within a transaction it is one build")
                    .hasValue("second " + ids);
            transaction.commit();
            assertThat(kept(Counts.First.VIEW, key)).hasValue(ids);
        } finally {
            soon().until(() -> views.activate(Counts.First.VIEW, 1));
        }
    }

    /** The session bean puts the transaction aside by itself. */
    private boolean activateAside(int version) {
        return views.activate(Counts.First.VIEW, version);
    }

    @Test
    void a_rebuild_takes_the_place_of_what_is_read_and_that_never_steps_back() {
        awaitReadable(Counts.Segmented.VIEW);
        String key = key();
        append(key, "added", 5);
        fresh(Counts.Segmented.VIEW, key);
        int before = active(Counts.Segmented.VIEW).build().build();
        views.rebuild(Counts.Segmented.VIEW);
        String last = kept(Counts.Segmented.VIEW, key).orElseThrow();
        while (active(Counts.Segmented.VIEW).build().build() == before) {
            append(key, "added", 1);
            String now = kept(Counts.Segmented.VIEW, key).orElseThrow();
            assertThat(now).startsWith(last);
            last = now;
        }
        assertThat(kept(Counts.Segmented.VIEW, key).orElseThrow()).startsWith(last);
        long end = store.getLastPosition();
        views.await(Counts.Segmented.VIEW, end, LONG);
        assertThat(all(Counts.Segmented.VIEW)).isEqualTo(folded(end));
        assertThat(builds(Counts.Segmented.VIEW))
                .filteredOn(status -> status.build().status() != Status.RETIRED)
                .as("of a version that was built anew one build is kept")
                .singleElement()
                .satisfies(status -> assertThat(status.active()).isTrue());
    }

    @Test
    void a_version_that_somebody_went_back_from_stays_and_does_not_come_back_by_itself() {
        awaitReadable(Counts.First.VIEW);
        soon().until(() -> views.activate(Counts.First.VIEW, 2));
        soon().until(() -> views.activate(Counts.First.VIEW, 1));
        int before = active(Counts.First.VIEW).build().build();
        views.rebuild(Counts.First.VIEW);
        soon().until(() -> active(Counts.First.VIEW).build().build() != before);
        assertThat(active(Counts.First.VIEW).build().version()).isEqualTo(1);
        assertThat(builds(Counts.First.VIEW))
                .filteredOn(status -> status.build().status() != Status.RETIRED)
                .extracting(status -> status.build().version())
                .containsExactlyInAnyOrder(1, 2);
        soon().until(() -> views.activate(Counts.First.VIEW, 2));
        soon().until(() -> views.activate(Counts.First.VIEW, 1));
    }

    @Test
    void a_view_that_is_paused_is_built_anew_only_when_it_goes_on() {
        awaitReadable(Counts.Segmented.VIEW);
        int before = active(Counts.Segmented.VIEW).build().build();
        views.pause(Counts.Segmented.VIEW);
        try {
            views.rebuild(Counts.Segmented.VIEW);
            assertThat(builds(Counts.Segmented.VIEW))
                    .allSatisfy(status -> assertThat(status.build().paused()).isTrue());
        } finally {
            views.resume(Counts.Segmented.VIEW);
        }
        soon().until(() -> active(Counts.Segmented.VIEW).build().build() != before);
    }

    @Test
    void a_view_that_cannot_take_an_event_stops_there_and_goes_on_without_it() {
        awaitReadable(Counts.Fragile.VIEW);
        String key = key();
        String before = append(key, "added", 1).get(0);
        String poison = append(key, Counting.POISON, 1).get(0);
        String after = append(key, "added", 1).get(0);
        soon().untilAsserted(() -> assertThat(active(Counts.Fragile.VIEW).stop())
                .isNotNull()
                .satisfies(stop -> {
                    assertThat(stop.event().id()).isEqualTo(poison);
                    assertThat(stop.cause()).contains("as the test wants");
                }));
        assertThat(kept(Counts.Fragile.VIEW, key)).hasValue(before);
        fresh(Counts.First.VIEW, key);
        views.skip(Counts.Fragile.VIEW, poison, "the test", "it is poison");
        fresh(Counts.Fragile.VIEW, key);
        assertThat(kept(Counts.Fragile.VIEW, key)).hasValue(before + " " + after);
        int build = active(Counts.Fragile.VIEW).build().build();
        views.rebuild(Counts.Fragile.VIEW);
        soon().until(() -> active(Counts.Fragile.VIEW).build().build() != build);
        assertThat(kept(Counts.Fragile.VIEW, key))
                .as("a rebuild passes it by as well")
                .hasValue(before + " " + after);
    }

    @Test
    void a_view_that_is_paused_stands_still() {
        awaitReadable(Counts.Segmented.VIEW);
        views.pause(Counts.Segmented.VIEW);
        try {
            String key = key();
            append(key, "added", 1);
            fresh(Counts.First.VIEW, key);
            assertThat(subscriptions.list()).noneMatch(one -> one.name().startsWith("$view segmented"));
            views.resume(Counts.Segmented.VIEW);
            fresh(Counts.Segmented.VIEW, key);
            assertThat(kept(Counts.Segmented.VIEW, key)).isPresent();
        } finally {
            views.resume(Counts.Segmented.VIEW);
        }
    }
}
