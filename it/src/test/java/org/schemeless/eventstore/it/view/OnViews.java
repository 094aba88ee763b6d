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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.it.tool.view.Counting;
import org.schemeless.eventstore.service.EventStoreService;

/** What tests of views do inside of the server: append, wait for a view, and read it. */
abstract class OnViews {

    static final Duration LONG = Duration.ofMinutes(5);

    private static final int PAGE = 1_000;

    @EJB
    EventStoreService store;

    @EJB
    Views views;

    static ConditionFactory soon() {
        return await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    /** @return the ids of the events */
    List<String> append(StreamId stream, String type, int count) {
        return append(IntStream.range(0, count)
                .mapToObj(i -> NewEvent.in(stream, type).payload(i).build())
                .toList());
    }

    /** @return the ids of the events */
    List<String> append(List<NewEvent> events) {
        return store.storeEvents(events).events().stream()
                .map(AppendedEvent::id)
                .toList();
    }

    /** Waits for the view to have all events of the stream. */
    void fresh(String view, StreamId stream) {
        views.await(view, stream, store.getStreamSequence(stream), LONG);
    }

    List<ViewStatus> builds(String view) {
        return views.status().stream()
                .filter(status -> status.build().view().equals(view))
                .toList();
    }

    ViewStatus active(String view) {
        return builds(view).stream().filter(ViewStatus::active).findFirst().orElseThrow();
    }

    void awaitReadable(String view) {
        soon().untilAsserted(() -> assertThat(builds(view)).anyMatch(ViewStatus::active));
    }

    /** All states of the view, by key. */
    Map<String, String> states(String view) {
        List<ViewState> all = new ArrayList<>();
        List<ViewState> page = views.list(view, null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = views.list(view, page.get(page.size() - 1).key(), PAGE);
        }
        return all.stream()
                .collect(Collectors.toMap(ViewState::key, state -> state.state().as(String.class)));
    }

    /** The events of a domain up to a position, in the order of the log. */
    List<StoredEvent> logged(String domain, long until) {
        List<StoredEvent> logged = new ArrayList<>();
        List<StoredEvent> page = store.readAll(0, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(event ->
                            event.position() <= until && event.stream().domain().equals(domain))
                    .forEach(logged::add);
            long last = page.get(page.size() - 1).position();
            page = last < until ? store.readAll(last, PAGE) : List.of();
        }
        return logged;
    }

    /** What the log folds to up to a position, not by the classes that the views are made of. */
    Map<String, String> folded(long until) {
        Map<String, String> states = new HashMap<>();
        logged(Counting.DOMAIN, until)
                .forEach(event -> states.compute(
                        event.stream().identifier(),
                        (key, before) -> event.type().equals(Counting.REMOVING)
                                ? null
                                : before == null ? event.id() : before + " " + event.id()));
        return states;
    }
}
