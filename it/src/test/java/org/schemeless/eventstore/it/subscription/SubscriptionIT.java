/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.LogPage;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.SubscriptionStart;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.it.tool.deployed.Jars;
import org.schemeless.eventstore.it.tool.subscription.Copies;
import org.schemeless.eventstore.it.tool.subscription.Observed;
import org.schemeless.eventstore.it.tool.subscription.Raced;
import org.schemeless.eventstore.it.tool.subscription.Script;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.service.subscription.SubscriptionBatch;

/** Followers of the log inside the application, on the backend of the run. */
@ArquillianTest
@Tag("deployed")
@Tag("subscription")
class SubscriptionIT {

    @EJB
    private EventStoreService store;

    @EJB
    private Subscriptions subscriptions;

    @EJB
    private SubscriptionBatch batch;

    @Inject
    private Script script;

    @Inject
    private Raced raced;

    @Resource
    private ManagedExecutorService threads;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    @Deployment
    static Archive<?> application() {
        return SubscriptionArchive.create()
                .addClass(SubscriptionIT.class)
                .addAsLibraries(Jars.of(Assertions.class), Jars.of(Awaitility.class), Jars.of(Matcher.class));
    }

    /** A subscription that the application does not have: its batches are run by the test. */
    private static class Own implements Subscription {

        private final String name = "own-" + UUID.randomUUID();
        private final SubscriptionStart start;
        private final List<StoredEvent> seen = new ArrayList<>();

        Own(SubscriptionStart start) {
            this.start = start;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SubscriptionStart start() {
            return start;
        }

        @Override
        public void handle(List<StoredEvent> events) throws Exception {
            seen.addAll(events);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20));
    }

    /** To a stream of its own: in the log its events have the order of the batch. */
    private List<String> append(String domain, String type, int count) {
        String identifier = UUID.randomUUID().toString();
        List<NewEvent> events = IntStream.range(0, count)
                .mapToObj(i -> NewEvent.in(domain, identifier, type).payload(i).build())
                .toList();
        return store.storeEvents(events).events().stream()
                .map(event -> event.id())
                .toList();
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    private long end() {
        LogPage page = store.readLog(0, 1_000, LogFilter.all());
        while (page.hasMore()) {
            page = store.readLog(page.position(), 1_000, LogFilter.all());
        }
        return page.position();
    }

    private SubscriptionProgress everywhere(String name) {
        return subscriptions.everywhere().subscriptions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private SubscriptionStatus status(String name) {
        return subscriptions.list().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> idsSeen(String name, List<String> wanted) {
        return ids(script.seenBy(name)).stream().filter(wanted::contains).toList();
    }

    /** Runs batches to the end of the log, in which all that is committed has its position. */
    private void runAll(Subscription subscription) {
        long end = end();
        while (batch.run(subscription).orElseThrow() < end) {
            // the next batch
        }
    }

    @Test
    void each_event_arrives_once_in_the_order_of_the_log() {
        List<String> appended = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            appended.addAll(append(Observed.DOMAIN, "happened", 10));
            append("of-no-interest", "happened", 10);
        }

        soon().until(() -> idsSeen(Observed.NAME, appended).size() >= appended.size());

        assertThat(idsSeen(Observed.NAME, appended)).isEqualTo(appended);
        assertThat(script.seenBy(Observed.NAME))
                .allSatisfy(event -> assertThat(event.stream().domain()).isEqualTo(Observed.DOMAIN))
                .isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
    }

    @Test
    @Tag("database")
    void what_is_written_in_the_transaction_of_a_batch_is_there_once_though_batches_fail() throws Exception {
        execute(Copies.TABLE);
        script.fail(Copies.NAME, SubscriptionArchive.ATTEMPTS - 1);
        List<String> appended = append(Copies.DOMAIN, "happened", 50);

        soon().until(() -> copies(appended).size() >= appended.size());

        assertThat(copies(appended)).isEqualTo(appended);
        assertThat(status(Copies.NAME).stopped()).isFalse();
    }

    @Test
    @Tag("database")
    void a_subscription_that_keeps_failing_stops_alone_says_so_and_goes_on_when_restarted() throws Exception {
        execute(Copies.TABLE);
        script.fail(Observed.NAME, SubscriptionArchive.ATTEMPTS);
        List<String> observed = append(Observed.DOMAIN, "happened", 3);

        soon().until(() -> status(Observed.NAME).stopped());
        assertThat(status(Observed.NAME).attempts()).isEqualTo(SubscriptionArchive.ATTEMPTS);
        assertThat(status(Observed.NAME).failure()).contains("as the script says");
        assertThat(status(Observed.NAME).failedEvent().id()).isEqualTo(observed.get(0));
        soon().until(() -> everywhere(Observed.NAME).stop() != null);
        assertThat(everywhere(Observed.NAME).stop().event().id()).isEqualTo(observed.get(0));
        assertThat(everywhere(Observed.NAME).stop().cause()).contains("as the script says");
        assertThat(everywhere(Observed.NAME).lag()).isGreaterThanOrEqualTo(3);
        List<String> copied = append(Copies.DOMAIN, "happened", 3);
        soon().until(() -> copies(copied).size() >= 3);
        assertThat(idsSeen(Observed.NAME, observed)).isEmpty();

        subscriptions.restart(Observed.NAME);
        assertThat(everywhere(Observed.NAME).stop()).isNull();

        soon().until(() -> idsSeen(Observed.NAME, observed).size() >= 3);
        assertThat(idsSeen(Observed.NAME, observed)).isEqualTo(observed);
        assertThat(status(Observed.NAME).stopped()).isFalse();
        assertThat(status(Observed.NAME).failure()).isNull();
    }

    @Test
    void a_lost_race_is_repeated_and_counts_as_no_failure() {
        int races = 3 * SubscriptionArchive.ATTEMPTS;
        String identifier = UUID.randomUUID().toString();

        store.storeEvents(List.of(raced(identifier, Raced.RACE, races)));

        soon().until(() -> answers(identifier).contains("answer"));
        assertThat(answers(identifier)).hasSize(races + 1).endsWith("answer").containsOnlyOnce("answer");
        soon().until(() -> status(Raced.NAME).lostRaces() == 0);
        assertThat(status(Raced.NAME).attempts()).isZero();
        assertThat(status(Raced.NAME).stopped()).isFalse();
    }

    @Test
    void an_expectation_that_is_wrong_again_is_no_lost_race_and_stops_at_its_event() {
        String identifier = UUID.randomUUID().toString();

        List<AppendedEvent> appended = store.storeEvents(List.of(
                        raced(identifier, Raced.RACE, 0),
                        raced(identifier, Raced.MISTAKE, Integer.MAX_VALUE / 4),
                        raced(identifier, Raced.RACE, 0)))
                .events();

        soon().until(() -> status(Raced.NAME).stopped());
        SubscriptionStatus status = status(Raced.NAME);
        assertThat(status.failedEvent().id()).isEqualTo(appended.get(1).id());
        assertThat(status.failedEvent().type()).isEqualTo(Raced.MISTAKE);
        assertThat(status.failedEvent().position())
                .isEqualTo(store.getEvent(appended.get(1).id()).position());
        assertThat(status.failure()).contains("ConcurrencyError", "expected sequence 2, found 1");
        assertThat(answers(identifier)).containsExactly("answer");

        raced.mend(status.failedEvent().id());
        subscriptions.restart(Raced.NAME);

        soon().until(() -> answers(identifier).size() == 3);
        soon().until(() -> status(Raced.NAME).failedEvent() == null);
    }

    private static NewEvent raced(String identifier, String type, int times) {
        return NewEvent.in(Raced.DOMAIN, identifier, type).payload(times).build();
    }

    private List<String> answers(String identifier) {
        return store.getAllEvents(Raced.ANSWERS, identifier).stream()
                .map(StoredEvent::type)
                .toList();
    }

    @Test
    void an_unknown_subscription_cannot_be_restarted() {
        assertThatThrownBy(() -> subscriptions.restart("nobody"))
                .isInstanceOf(EJBException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void a_subscription_begins_where_it_says() {
        append("earlier", "happened", 3);
        long end = end();
        Own fromNow = new Own(SubscriptionStart.now());
        Own fromPosition = new Own(SubscriptionStart.after(end - 1));
        Own fromBeginning = new Own(SubscriptionStart.beginning());
        Stream.of(fromNow, fromPosition, fromBeginning).forEach(batch::begin);
        append("later", "happened", 3);

        Stream.of(fromNow, fromPosition, fromBeginning).forEach(this::runAll);

        assertThat(fromNow.seen.get(0).position()).isEqualTo(end + 1);
        assertThat(fromPosition.seen.get(0).position()).isEqualTo(end);
        assertThat(fromBeginning.seen.get(0).position()).isEqualTo(1);
    }

    @Test
    void a_checkpoint_that_is_there_counts_more_than_the_start() {
        Own subscription = new Own(SubscriptionStart.now());
        batch.begin(subscription);
        append("later", "happened", 3);
        batch.begin(subscription);

        runAll(subscription);

        assertThat(subscription.seen).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void only_the_wanted_domains_and_types_arrive() {
        Own subscription = new Own(SubscriptionStart.now()) {
            @Override
            public Set<String> domains() {
                return Set.of("wanted", "too");
            }

            @Override
            public Set<String> types() {
                return Set.of("happened");
            }
        };
        batch.begin(subscription);
        List<String> wanted = append("wanted", "happened", 2);
        append("wanted", "vanished", 2);
        append("other", "happened", 2);
        List<String> too = append("too", "happened", 2);

        runAll(subscription);

        assertThat(ids(subscription.seen))
                .isEqualTo(Stream.concat(wanted.stream(), too.stream()).toList());
    }

    @Test
    void while_one_is_at_work_another_does_not_get_the_checkpoint() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Own subscription = new Own(SubscriptionStart.now()) {
            @Override
            public void handle(List<StoredEvent> events) throws Exception {
                super.handle(events);
                working.countDown();
                goOn.await();
            }
        };
        batch.begin(subscription);
        List<String> appended = append("slow", "happened", 1);
        store.readAll(end(), 1);
        Future<OptionalLong> first = threads.submit(() -> batch.run(subscription));
        try {
            soon().until(() -> working.getCount() == 0 || first.isDone());
            assertThat(first).isNotDone();

            assertThat(batch.run(subscription)).isEmpty();
        } finally {
            goOn.countDown();
        }

        assertThat(first.get()).isPresent();
        assertThat(ids(subscription.seen)).containsAll(appended).doesNotHaveDuplicates();
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The events of the rows, in the order in which these were written, without others' events. */
    private List<String> copies(List<String> wanted) throws Exception {
        List<String> copies = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT event FROM copies ORDER BY n")) {
            while (rows.next()) {
                if (wanted.contains(rows.getString(1))) {
                    copies.add(rows.getString(1));
                }
            }
        }
        return copies;
    }
}
