/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.Upcasting;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventClasses;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.ModelExtension;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.testing.account.AccountCommand;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountCommand.Open;
import org.schemeless.eventstore.testing.account.AccountDecider;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountUpcasts;
import org.schemeless.eventstore.testing.account.Accounts;
import org.schemeless.eventstore.testing.account.Bonus;
import org.schemeless.eventstore.testing.account.Transfers;

class ModelExtensionTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ApplicationScoped
    public static class Store {

        @Produces
        @ApplicationScoped
        EventStore store() {
            return new InMemoryEventStore();
        }

        void close(@Disposes EventStore store) {
            assertThat(store).isNotNull();
        }
    }

    @Dependent
    public static class Teller {

        @Inject
        private Decisions<AccountCommand, AccountEvent, BigDecimal> accounts;

        @Inject
        private EventTypes types;

        @Inject
        private EventStore store;
    }

    /** The store's own, which runs subscriptions. */
    @ApplicationScoped
    public static class Runner implements Subscriptions {

        @Override
        public List<SubscriptionStatus> list() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LogStatus everywhere() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart(String name) {
            throw new UnsupportedOperationException();
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Other {}

    @ApplicationScoped
    public static class OtherStore {

        @Produces
        @Other
        @ApplicationScoped
        EventStore store() {
            return new InMemoryEventStore();
        }
    }

    @ApplicationScoped
    public static class SecondStore {

        @Produces
        @ApplicationScoped
        EventStore store() {
            return new InMemoryEventStore();
        }
    }

    /** Uses events by a fold: no decider and no handler says which there are. */
    @ApplicationScoped
    @EventClasses(AccountEvent.class)
    public static class Folding {}

    private static SeContainer deployed(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ModelExtension())
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void decisions_of_a_decider_are_injected_with_all_types_and_upcasters() {
        try (SeContainer container = deployed(Store.class, AccountDecider.class, AccountUpcasts.class, Teller.class)) {
            Teller teller = container.select(Teller.class).get();
            teller.store.storeEvents(List.of(NewEvent.in("account", "1", "withdrawn")
                    .payloadJson("{\"amount\":1}")
                    .build()));

            assertThat(teller.accounts.decide("1", new Deposit(ONE)).state()).isEqualByComparingTo(ZERO);
            assertThat(teller.types.versions()).containsKeys("opened", "deposited", "withdrawn");
            assertThat(teller.store.getStreamSequence("account", "1")).isEqualTo(2);
        }
    }

    @Test
    void the_application_of_the_guide_transfers() {
        try (SeContainer container = deployed(
                Store.class,
                AccountDecider.class,
                AccountUpcasts.class,
                Accounts.class,
                Transfers.class,
                Teller.class)) {
            Teller teller = container.select(Teller.class).get();
            teller.accounts.decide("1", new Deposit(BigDecimal.TEN));

            container.select(Transfers.class).get().transfer("1", "2", ONE, "order-7", TRACEPARENT);

            Accounts accounts = container.select(Accounts.class).get();
            assertThat(accounts.withdraw("2", ONE, "order-7")).isEqualByComparingTo(ZERO);
            assertThat(accounts.withdrawOnce("1", ONE, "request")).isEqualByComparingTo("8");
            assertThat(accounts.withdrawOnce("1", ONE, "request")).isEqualByComparingTo("8");
            assertThat(teller.accounts.state("1")).isEqualByComparingTo("8");
            StoredEvent deposited = teller.store.getAllEvents("account", "2").get(0);
            assertThat(deposited.correlationId()).isEqualTo("order-7");
            assertThat(deposited.meta()).isEqualTo(JsonText.parse("{\"traceparent\":\"" + TRACEPARENT + "\"}"));
        }
    }

    @Test
    void a_typed_handler_is_found_as_a_subscription_with_all_types_and_upcasters() throws Exception {
        try (SeContainer container = deployed(
                Store.class, Runner.class, AccountDecider.class, AccountUpcasts.class, Bonus.class, Teller.class)) {
            Teller teller = container.select(Teller.class).get();
            teller.accounts.decide("1", new Open("EUR"));

            Subscription subscription =
                    container.select(Subscription.class, Any.Literal.INSTANCE).get();
            subscription.handle(teller.store.getAllEvents("account", "1"));

            assertThat(subscription.name()).isEqualTo("bonus");
            assertThat(teller.accounts.state("1")).isEqualByComparingTo(ONE);
        }
    }

    @ApplicationScoped
    public static class WindowHandler implements TypedSubscription<Pane> {

        @Override
        public String name() {
            return "windows";
        }

        @Override
        public void handle(Pane event, StoredEvent stored) {}
    }

    public record Pane() {}

    @EventType("opened")
    public record Door() {}

    public record Window() {}

    @ApplicationScoped
    public static class DoorDecider implements Decider<String, Door, Integer> {

        @Override
        public String domain() {
            return "door";
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Door event) {
            return state + 1;
        }

        @Override
        public List<Door> decide(String command, Integer state) {
            return List.of();
        }
    }

    @ApplicationScoped
    public static class WindowDecider implements Decider<String, Window, Integer> {

        @Override
        public String domain() {
            return "window";
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Window event) {
            return state;
        }

        @Override
        public List<Window> decide(String command, Integer state) {
            return List.of();
        }
    }

    @Test
    void a_deployment_fails_with_one_message_for_all_faults() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed(
                                AccountDecider.class, DoorDecider.class, WindowDecider.class, WindowHandler.class)
                        .close())
                .withMessageContainingAll(
                        "\"opened\" has two classes",
                        "AccountEvent$Opened",
                        "Door",
                        "Window has no name",
                        "Pane has no name",
                        "version 1 of type \"withdrawn\"",
                        "no bean is an EventStore");
    }

    @Test
    void a_typed_handler_that_nothing_would_run_fails_the_deployment() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed(Store.class, AccountDecider.class, AccountUpcasts.class, Bonus.class)
                        .close())
                .withMessageContainingAll("Bonus", "eventstore-ejb");
    }

    @Test
    void a_store_with_a_qualifier_is_not_the_one_that_deciders_append_to() {
        try (SeContainer container =
                deployed(Store.class, OtherStore.class, AccountDecider.class, AccountUpcasts.class, Teller.class)) {
            Teller teller = container.select(Teller.class).get();

            teller.accounts.decide("1", new Deposit(ONE));

            assertThat(teller.store.getStreamSequence("account", "1")).isEqualTo(1);
        }
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed(Store.class, SecondStore.class, AccountDecider.class, AccountUpcasts.class)
                        .close())
                .withMessageContainingAll("several beans are the EventStore", "qualifier");
    }

    @Test
    void events_that_are_only_folded_are_known_by_the_bean_that_lists_them() {
        try (SeContainer container = deployed(Store.class, Folding.class, AccountUpcasts.class)) {
            assertThat(container.select(EventTypes.class).get().versions()).containsEntry("withdrawn", 2);
            assertThat(container.select(Upcasting.class).get())
                    .as("what the front end looks for")
                    .isNotNull();
        }
    }

    @EventType("step")
    public record Step() {}

    /** The container makes a class of its own below it, besides the proxy, since its method has an interceptor. */
    @ApplicationScoped
    @Snapshot(every = 2)
    public static class StepDecider implements Decider<String, Step, Integer> {

        @Override
        public String domain() {
            return "steps";
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Step event) {
            return state + 1;
        }

        @Override
        @ActivateRequestContext
        public List<Step> decide(String command, Integer state) {
            return List.of(new Step());
        }
    }

    @Dependent
    public static class Walker {

        @Inject
        private Decisions<String, Step, Integer> steps;

        @Inject
        private Decider<String, Step, Integer> decider;
    }

    private static final InMemoryEventStore KEEPING = new InMemoryEventStore();

    @ApplicationScoped
    public static class KeepingStore {

        @Produces
        EventStore store() {
            return KEEPING;
        }
    }

    @ApplicationScoped
    public static class Keeper {

        @Produces
        Snapshots snapshots() {
            return KEEPING.snapshots();
        }
    }

    @ApplicationScoped
    public static class OtherKeeper {

        @Produces
        Snapshots snapshots() {
            return KEEPING.snapshots();
        }
    }

    @Test
    void the_name_of_a_decider_is_that_of_its_own_class() {
        try (SeContainer container = deployed(KeepingStore.class, StepDecider.class, Walker.class)) {
            assertThat(container.select(Walker.class).get().decider.name()).isEqualTo(StepDecider.class.getName());
        }
        assertThat(new StepDecider() {}.name()).startsWith(ModelExtensionTest.class.getName() + "$");
    }

    @Test
    void snapshots_are_kept_where_there_are_any() {
        KEEPING.clear();
        StreamId stream = StreamId.of("steps", "1");
        List<Integer> kept = new ArrayList<>();
        try (SeContainer container = deployed(KeepingStore.class, Keeper.class, StepDecider.class, Walker.class)) {
            Walker walker = container.select(Walker.class).get();
            walker.steps.decide("1", "go");
            walker.steps.decide("1", "go");
            KEEPING.keptSnapshots().forEach(snapshot -> {
                assertThat(snapshot.stream()).isEqualTo(stream);
                assertThat(snapshot.fold()).isEqualTo(StepDecider.class.getName());
                kept.add((int) snapshot.sequence());
            });
        }
        assertThat(kept).containsExactly(2);

        KEEPING.clear();
        try (SeContainer container = deployed(KeepingStore.class, StepDecider.class, Walker.class)) {
            Walker walker = container.select(Walker.class).get();
            walker.steps.decide("1", "go");
            assertThat(walker.steps.decide("1", "go").state()).isEqualTo(2);
        }
        assertThat(KEEPING.keptSnapshots()).isEmpty();
    }

    public interface Unreadable {}

    @ApplicationScoped
    @Snapshot(every = 0)
    public static class FaultyDecider implements Decider<String, Step, Unreadable> {

        @Override
        public String domain() {
            return "steps";
        }

        @Override
        public Unreadable initial() {
            return new Unreadable() {};
        }

        @Override
        public Unreadable evolve(Unreadable state, Step event) {
            return state;
        }

        @Override
        public List<Step> decide(String command, Unreadable state) {
            return List.of();
        }
    }

    @Test
    void snapshots_that_could_never_be_read_fail_the_deployment() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed(KeepingStore.class, Keeper.class, OtherKeeper.class, FaultyDecider.class)
                        .close())
                .withMessageContainingAll(
                        "FaultyDecider",
                        "every 0 events",
                        Unreadable.class.getName(),
                        "several beans are the Snapshots");
    }

    @Test
    void an_application_without_deciders_needs_nothing() {
        try (SeContainer container = deployed(Store.class)) {
            assertThat(container.select(EventTypes.class).get().versions()).isEmpty();
        }
    }
}
