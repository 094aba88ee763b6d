/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schemeless.eventstore.it.tool.http.WholeLog.entries;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.http.FollowedStore;
import org.schemeless.eventstore.it.tool.http.Follower;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.LiveClient;
import org.schemeless.eventstore.it.tool.http.LogWriters;
import org.schemeless.eventstore.it.tool.http.PollingFollower;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.http.WholeLog;
import org.schemeless.eventstore.it.tool.http.WholeLog.Entry;
import org.schemeless.eventstore.it.tool.http.WrittenLog;
import org.schemeless.eventstore.it.tool.http.WrittenLog.Turn;

/** The log while writers do all that writers do, followed in every way there is. */
@HttpTest
@Tag("own-server")
class LogFollowersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WRITERS = 16;
    private static final int TURNS = 20;

    @TempDir
    Path directory;

    private FollowedStore followed;
    private Store store;

    @BeforeEach
    void start() {
        followed = FollowedStore.start(directory);
        store = followed.store();
    }

    @AfterEach
    void end() {
        followed.close();
    }

    @Test
    void whatever_is_open_or_rolled_back_all_followers_see_each_event_once_in_the_same_order() {
        try (Followers before = new Followers(store, 0);
                Follower subscription = PollingFollower.ofSubscription(store)) {
            LogWriters writers = LogWriters.inTransactions(store, WRITERS, TURNS);
            Awaitility.await().atMost(PATIENCE).until(writers::isHalfway);
            long middle = store.end();
            before.breakConnection();
            try (Followers amid = new Followers(store, 0);
                    Followers rest = new Followers(store, middle)) {
                WrittenLog written = writers.end();
                assertThat(written.count(Turn.HELD)).isEqualTo(WRITERS * TURNS / 20);
                assertThat(written.count(Turn.ROLLED_BACK)).isEqualTo(WRITERS * TURNS / 20);
                long end = store.end();
                try (Followers after = new Followers(store, 0);
                        Follower reference = PollingFollower.byLines(store, 0)) {
                    List<Entry> log = entries(reference.awaitPosition(end).events());
                    WholeLog.assertWhole(0, log, written);
                    assertSees("subscription", subscription, log);
                    before.assertSee(log);
                    amid.assertSee(log);
                    after.assertSee(log);
                    rest.assertSee(log.subList((int) middle, (int) end));
                }
            }
        }
    }

    private static void assertSees(String kind, Follower follower, List<Entry> log) {
        long end = log.get(log.size() - 1).position();
        assertThat(entries(follower.awaitPosition(end).events())).as(kind).isEqualTo(log);
    }

    /** One of each kind, from the same position on. */
    private static final class Followers implements AutoCloseable {

        private final LiveClient live;
        private final Map<String, Follower> all;

        Followers(Store store, long after) {
            live = new LiveClient(store, after);
            all = Map.of(
                    "server-sent events", live,
                    "pages", PollingFollower.byPages(store, after),
                    "lines", PollingFollower.byLines(store, after),
                    "Java", PollingFollower.inJava(store, after));
        }

        void breakConnection() {
            live.breakConnection();
        }

        void assertSee(List<Entry> log) {
            all.forEach((kind, follower) -> assertSees(kind, follower, log));
        }

        @Override
        public void close() {
            all.values().forEach(Follower::close);
        }
    }
}
