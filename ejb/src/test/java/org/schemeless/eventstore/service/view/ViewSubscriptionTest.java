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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schemeless.eventstore.Proxies.proxy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.spi.ViewRound;
import org.schemeless.eventstore.spi.ViewStorage;

/** What a segment keeps, on a storage that keeps states and checkpoint by two commits: batches may come again. */
class ViewSubscriptionTest {

    private final Map<String, ViewState> kept = new TreeMap<>();
    private final List<Integer> writes = new ArrayList<>();

    private final List<ViewRound> rounds = new ArrayList<>();
    private int mostKeys = Integer.MAX_VALUE;
    private int mostCharacters = Integer.MAX_VALUE;

    @SuppressWarnings("unchecked")
    private final ViewStorage storage =
            proxy(ViewStorage.class, (self, method, arguments) -> switch (method.getName()) {
                case "mostKeys" -> mostKeys;
                case "states" -> {
                    Map<String, ViewState> found = new HashMap<>(kept);
                    found.keySet().retainAll((Collection<String>) arguments[1]);
                    yield found;
                }
                case "put" -> isPut((ViewRound) arguments[0]);
                default -> throw new AssertionError(method);
            });

    private boolean isPut(ViewRound round) {
        int characters = round.states().stream()
                .mapToInt(state -> state.state().toString().length())
                .sum();
        if (characters > mostCharacters && !round.isSmallest()) {
            return false;
        }
        round.states().forEach(state -> kept.put(state.key(), state));
        kept.keySet().removeAll(round.removed());
        rounds.add(round);
        writes.add(round.states().size());
        return true;
    }

    /** The payload is the key, or several; the state is the positions. */
    private static class Places implements ViewFold<String> {

        @Override
        public String view() {
            return "places";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Map<String, UnaryOperator<String>> changes(StoredEvent event) {
            Map<String, UnaryOperator<String>> changes = new HashMap<>();
            for (String key : event.payload().as(String.class).split(",")) {
                changes.put(
                        key,
                        before -> event.type().equals("gone")
                                ? null
                                : (before == null ? "" : before) + event.position() + ";");
            }
            return changes;
        }

        @Override
        public String read(JsonText state) {
            return state.as(String.class);
        }

        @Override
        public JsonText write(String state) {
            return JsonText.string(state);
        }
    }

    private ViewSubscription<String> segment(int segment, int segments, Long... skipped) {
        ViewBuild build = new ViewBuild("places", 1, 1, segments, ViewBuild.Status.FOLLOWING, false, Instant.EPOCH);
        return new ViewSubscription<>(new Places(), build, segment, storage, Set.of(skipped));
    }

    private static StoredEvent event(long position, String keys, String type) {
        return new StoredEvent(
                "e" + position,
                StreamId.of("domain"),
                position,
                position,
                type,
                JsonText.string(keys),
                null,
                null,
                null,
                Instant.EPOCH);
    }

    private static StoredEvent event(long position, String keys) {
        return event(position, keys, "set");
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        kept.forEach((key, state) -> states.put(key, state.state().as(String.class)));
        return states;
    }

    @Test
    void keeps_each_key_once_a_batch_with_the_position_of_its_last_event() throws Exception {
        segment(0, 1).handle(List.of(event(1, "a"), event(2, "a,b"), event(3, "a")));

        assertThat(states()).isEqualTo(Map.of("a", "1;2;3;", "b", "2;"));
        assertThat(kept.get("a").position()).isEqualTo(3);
        assertThat(kept.get("b").position()).isEqualTo(2);
        assertThat(writes).containsExactly(2);
    }

    @Test
    void folds_no_event_twice_when_a_batch_comes_again() throws Exception {
        ViewSubscription<String> segment = segment(0, 1);
        List<StoredEvent> batch = List.of(event(1, "a"), event(2, "b"));
        segment.handle(batch);
        segment.handle(List.of(event(1, "a"), event(2, "b"), event(3, "a")));

        assertThat(states()).isEqualTo(Map.of("a", "1;3;", "b", "2;"));
    }

    @Test
    void segments_share_the_keys_among_them_and_fold_all_of_them() throws Exception {
        List<StoredEvent> batch = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            batch.add(event(i, "key-" + i % 20));
        }
        for (int i = 0; i < 3; i++) {
            segment(i, 3).handle(batch);
        }
        Map<String, String> divided = states();
        assertThat(writes).hasSize(3).allMatch(keys -> keys > 0 && keys < 20);
        kept.clear();
        segment(0, 1).handle(batch);
        assertThat(divided).isEqualTo(states()).hasSize(20);
    }

    @Test
    void what_is_kept_is_folded_without_personal_members() throws Exception {
        StoredEvent personal = event(1, "a")
                .with(
                        JsonText.parse("{\"street\":\"Main Street\",\"country\":\"NL\"}"),
                        List.of(PersonalMembers.of(Subject.of("customer", "42"), List.of("/street"))));
        List<String> folded = new ArrayList<>();
        Places seen = new Places() {
            @Override
            public Map<String, UnaryOperator<String>> changes(StoredEvent event) {
                folded.add(event.payload().toString());
                return Map.of();
            }
        };
        ViewBuild build = new ViewBuild("places", 1, 1, 1, ViewBuild.Status.FOLLOWING, false, Instant.EPOCH);

        new ViewSubscription<>(seen, build, 0, storage, Set.of()).handle(List.of(personal));

        assertThat(folded).containsExactly("{\"country\":\"NL\"}");
    }

    @Test
    void a_key_without_a_state_is_taken_away() throws Exception {
        ViewSubscription<String> segment = segment(0, 1);
        segment.handle(List.of(event(1, "a"), event(2, "b")));
        segment.handle(List.of(event(3, "a", "gone")));
        segment.handle(List.of(event(4, "c"), event(5, "c", "gone")));

        assertThat(states()).isEqualTo(Map.of("b", "2;"));
    }

    @Test
    void passes_by_what_is_to_be_skipped() throws Exception {
        segment(0, 1, 2L).handle(List.of(event(1, "a"), event(2, "a"), event(3, "a")));

        assertThat(states()).isEqualTo(Map.of("a", "1;3;"));
    }

    @Test
    void a_key_that_is_no_name_is_refused() throws Exception {
        assertThatThrownBy(() -> segment(0, 1).handle(List.of(event(1, " a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a key of a view is no name")
                .hasMessageContaining("white space");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_batch_of_more_keys_than_one_commit_takes_is_rounds_of_events_in_a_row() throws Exception {
        mostKeys = 3;
        segment(0, 1)
                .handle(List.of(
                        event(1, "a,b"),
                        event(2, "b"),
                        event(3, "c"),
                        event(4, "d"),
                        event(5, "a"),
                        event(6, "d,e,f")));

        assertThat(rounds).extracting(ViewRound::position).containsExactly(3L, 5L, 6L);
        assertThat(rounds).extracting(ViewRound::checkpoint).containsOnly("$view places 1.0");
        assertThat(writes).containsExactly(3, 2, 3);
        assertThat(states()).isEqualTo(Map.of("a", "1;5;", "b", "1;2;", "c", "3;", "d", "4;6;", "e", "6;", "f", "6;"));
    }

    @Test
    void a_batch_that_is_too_large_for_one_commit_is_halved_until_it_is_not() throws Exception {
        mostCharacters = 10;
        segment(0, 1).handle(List.of(event(1, "a"), event(2, "b"), event(3, "c"), event(4, "d"), event(5, "a,b,c,d")));

        assertThat(rounds).extracting(ViewRound::position).containsExactly(2L, 3L, 4L, 5L);
        assertThat(states()).isEqualTo(Map.of("a", "1;5;", "b", "2;5;", "c", "3;5;", "d", "4;5;"));
    }

    @Test
    void an_event_that_changes_more_keys_than_one_commit_takes_is_named() {
        mostKeys = 3;
        assertThatThrownBy(() -> segment(0, 1).handle(List.of(event(1, "a"), event(2, "a,b,c,d"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("e2")
                .hasMessageContaining("4 keys")
                .hasMessageContaining("at most 3");
        assertThat(states()).as("what comes before it is kept").isEqualTo(Map.of("a", "1;"));
    }
}
