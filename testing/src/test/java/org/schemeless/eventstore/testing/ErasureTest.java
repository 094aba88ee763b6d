/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.ErasureListener;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventClasses;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.ModelExtension;
import org.schemeless.eventstore.model.Personal;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.model.Snapshot;
import org.schemeless.eventstore.model.Subject;
import org.schemeless.eventstore.model.TaggedEvent;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.model.Upcast;

/** Erasure in tests without a server. */
class ErasureTest {

    private static final org.schemeless.eventstore.Subject ADA = org.schemeless.eventstore.Subject.of("customer", "42");
    private static final StreamId STREAM = StreamId.of("customer", "42");

    public sealed interface CustomerEvent {

        @EventType("registered")
        record Registered(
                @Subject("customer") String customer,
                @Personal String name,
                @Personal(erased = "–") String city,
                String country)
                implements CustomerEvent {}

        @EventType("closed")
        record Closed() implements CustomerEvent {}
    }

    private static final CustomerEvent.Registered REGISTERED =
            new CustomerEvent.Registered("42", "Ada", "London", "GB");

    /** A command is a greeting that is wanted to be possible. */
    public static class Customers implements Decider<String, CustomerEvent, String> {

        @Override
        public String domain() {
            return "customer";
        }

        @Override
        public String initial() {
            return "";
        }

        @Override
        public String evolve(String state, CustomerEvent event) {
            return event instanceof CustomerEvent.Registered registered
                    ? state + registered.name() + " of " + registered.city() + ";"
                    : state;
        }

        @Override
        public List<CustomerEvent> decide(String greeted, String state) {
            if (!state.startsWith(greeted)) {
                throw new IllegalArgumentException(state);
            }
            return List.of(new CustomerEvent.Closed());
        }
    }

    @Snapshot(every = 1)
    public static class KeptCustomers extends Customers {}

    private final EventStoreTest store = EventStoreTest.inMemory(EventTypes.of(CustomerEvent.class));

    @Test
    void a_decider_sees_clear_text_until_the_subject_is_erased() {
        store.given(Customers.class, "42", REGISTERED).when("Ada of London").stores(new CustomerEvent.Closed());
        store.given(Customers.class, "42").erased(ADA).when("null of –").stores(new CustomerEvent.Closed());
        store.afterEach(null);
    }

    @Test
    void a_decider_with_snapshots_never_sees_it() {
        store.given(KeptCustomers.class, "42", REGISTERED).when("null of –").stores(new CustomerEvent.Closed());
        store.given(KeptCustomers.class, "42", REGISTERED)
                .erased(ADA)
                .when("null of –")
                .stores(new CustomerEvent.Closed());
        store.afterEach(null);
    }

    @Test
    void a_rule_over_several_streams_sees_what_is_left() {
        BoundaryDecider<String, CustomerEvent, String> rule = new BoundaryDecider<>() {

            @Override
            public String name() {
                return "rule";
            }

            @Override
            public org.schemeless.eventstore.EventQuery boundary(String command) {
                return org.schemeless.eventstore.EventQuery.tagged("customer", "42");
            }

            @Override
            public String initial(String command) {
                return "";
            }

            @Override
            public String evolve(String state, CustomerEvent event) {
                return new Customers().evolve(state, event);
            }

            @Override
            public List<TaggedEvent<CustomerEvent>> decide(String greeted, String state) {
                new Customers().decide(greeted, state);
                return List.of();
            }

            @Override
            public Class<CustomerEvent> eventClass() {
                return CustomerEvent.class;
            }
        };
        TaggedEvent<CustomerEvent> registered =
                TaggedEvent.<CustomerEvent>in(STREAM, REGISTERED).tag("customer", "42");

        store.given(rule, registered).when("Ada of London").storesNothing();
        store.given(rule).erased(ADA).when("null of –").storesNothing();
        store.afterEach(null);
    }

    @Test
    void an_erasure_is_an_event_and_takes_members_out_of_the_store() {
        store.given(Customers.class, "42", REGISTERED);
        StoredEvent before = store.eventStore().readAll(0, 10).get(0);

        Erasure erasure = store.personalData().erase(ADA, "request 118");

        List<StoredEvent> log = store.eventStore().readAll(0, 10);
        assertThat(before.personal())
                .containsExactly(
                        new PersonalMembers(ADA, erasure.key(), List.of("/city", "/name"), PersonalMembers.Form.CLEAR));
        assertThat(log.get(0).isErased()).isTrue();
        assertThat(log.get(0).payload()).hasToString("{\"country\":\"GB\",\"customer\":\"42\"}");
        assertThat(log.get(0).personal().get(0).subject()).isNull();
        assertThat(log.get(1).stream()).isEqualTo(Erasure.STREAM);
        assertThat(log.get(1).payload())
                .isEqualTo(JsonText.parse("{\"key\":\"" + erasure.key() + "\",\"request\":\"request 118\"}"));
        assertThat(store.personalData().erase(ADA, null)).isEqualTo(new Erasure(null, null, true));
    }

    @Test
    void a_batch_that_is_sent_again_after_the_erasure_is_recognised() {
        NewEvent event = EventTypes.of(CustomerEvent.class)
                .newEvent(STREAM, REGISTERED)
                .id("e-1")
                .build();
        store.eventStore().storeEvents(List.of(event));
        store.personalData().erase(ADA, null);

        assertThat(store.eventStore().storeEvents(List.of(event)).replayed()).isTrue();
    }

    @Test
    void what_is_the_stores_own_is_refused() {
        for (NewEvent event : List.of(
                NewEvent.in(Erasure.DOMAIN, null, "any").payload(1).build(),
                NewEvent.in("any", null, Erasure.TYPE).payload(1).build())) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> store.eventStore().storeEvents(List.of(event)))
                    .withMessageContaining("begins with $");
        }
    }

    @Test
    void pages_of_a_subjects_events_are_gone_through() {
        store.given(Customers.class, "1", REGISTERED, new CustomerEvent.Closed(), REGISTERED, REGISTERED);

        var first = store.personalData().eventsOf(ADA, null, 2);
        var second = store.personalData().eventsOf(ADA, first.next(), 2);

        assertThat(first.events()).extracting(StoredEvent::sequence).containsExactly(1L, 3L);
        assertThat(second.events()).extracting(StoredEvent::sequence).containsExactly(4L);
        assertThat(second.next()).isNull();
    }

    /** Whom there are, by country: nothing personal. */
    public static class Countries implements Projection<String, CustomerEvent, Countries.Seen> {

        public record Seen(int customers, String last) {}

        @Override
        public String name() {
            return "countries";
        }

        @Override
        public Set<String> keys(CustomerEvent event, StoredEvent stored) {
            return event instanceof CustomerEvent.Registered registered ? Set.of(registered.country()) : Set.of();
        }

        @Override
        public Seen apply(String key, Seen before, CustomerEvent event, StoredEvent stored) {
            return new Seen(
                    before == null ? 1 : before.customers() + 1,
                    ((CustomerEvent.Registered) event).city() + stored.payload());
        }
    }

    @Test
    void a_view_is_folded_without_personal_members_and_is_the_same_after_the_erasure() {
        Countries.Seen seen = new Countries.Seen(1, "–{\"country\":\"GB\",\"customer\":\"42\"}");

        store.given(Customers.class, "42", REGISTERED);
        store.project(new Countries()).view("GB").isEqualTo(seen);
        store.personalData().erase(ADA, null);
        store.project(new Countries()).view("GB").isEqualTo(seen);
    }

    private static class Cities extends Countries {

        @Override
        public Set<String> keys(CustomerEvent event, StoredEvent stored) {
            return Set.of(((CustomerEvent.Registered) event).city());
        }
    }

    private static class Names extends Countries {

        @Override
        public Set<String> keys(CustomerEvent event, StoredEvent stored) {
            return Set.of(((CustomerEvent.Registered) event).name());
        }
    }

    @Test
    void keys_of_personal_members_are_refused() {
        store.given(Customers.class, "42", REGISTERED);
        for (Countries projection : List.of(new Cities(), new Names())) {
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> store.project(projection))
                    .withMessageContaining(
                            "the keys of the view \"countries\" cannot be told without its personal members"
                                    + " /city, /name")
                    .withMessageNotContaining("London");
        }
    }

    /** Keeps what it is given, and forgets what is erased. */
    @ApplicationScoped
    public static class Addresses implements TypedSubscription<CustomerEvent>, ErasureListener {

        final List<String> told = new ArrayList<>();
        final Set<KeyId> keys = new HashSet<>();

        @Override
        public String name() {
            return "addresses";
        }

        @Override
        public void handle(CustomerEvent event, StoredEvent stored) {
            told.add(event.toString());
            stored.personal().forEach(members -> keys.add(members.key()));
        }

        @Override
        public void erased(KeyId key) {
            told.add("erased " + keys.remove(key));
        }
    }

    @Test
    void a_handler_that_listens_is_told_of_erasures() {
        Addresses addresses = new Addresses();

        store.given(addresses).when("customer", "42", REGISTERED).succeeds();
        store.given(addresses).whenErased(ADA).succeeds();
        store.given(new NotListening()).whenErased(ADA).succeeds();

        assertThat(addresses.told).containsExactly(REGISTERED.toString(), "erased true");
    }

    private static class NotListening implements TypedSubscription<CustomerEvent> {

        @Override
        public String name() {
            return "not-listening";
        }

        @Override
        public boolean failsOnUnknownTypes() {
            return true;
        }

        @Override
        public void handle(CustomerEvent event, StoredEvent stored) {
            throw new AssertionError(event);
        }
    }

    /** A server asks the bean, through its proxy. */
    @Test
    void the_subscription_of_a_handler_that_listens_listens() throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ModelExtension())
                .addBeanClasses(Addresses.class, ModelExtensionTest.Runner.class)
                .initialize()) {
            Subscription subscription =
                    container.select(Subscription.class, Any.Literal.INSTANCE).get();

            assertThat(subscription).isInstanceOf(ErasureListener.class);
            ((ErasureListener) subscription).erased(new KeyId("k"));
        }
    }

    @EventType(value = "moved", version = 2)
    public record Moved(
            @Subject("customer") String customer, @Personal String town) {}

    @ApplicationScoped
    @EventClasses({CustomerEvent.class, Moved.class})
    public static class Upcasts {

        @Upcast(type = "moved", from = 1)
        JsonObject town(JsonObject v1) {
            return v1;
        }
    }

    /** In version 1 nothing was personal: what was stored then, no erasure reaches. */
    @Test
    void the_start_tells_which_types_may_have_members_in_the_clear_from_older_versions() {
        List<String> told = new ArrayList<>();
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord line) {
                told.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(ModelExtension.class.getName());
        log.addHandler(handler);
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ModelExtension())
                .addBeanClasses(Upcasts.class)
                .initialize()) {
            assertThat(container.select(EventTypes.class).get().versions()).containsKeys("moved", "registered");
        } finally {
            log.removeHandler(handler);
        }

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("INFO ")
                .contains("\"moved\"", Moved.class.getName() + ".town", "in the clear", "an erasure");
    }

    @Test
    void an_event_of_an_earlier_release_can_be_read_without_its_personal_members() {
        store.stored("registered", 1, "{\"customer\":\"42\",\"name\":\"Ada\",\"city\":\"London\",\"country\":\"GB\"}")
                .erased("/name", "/city")
                .readsAs(new CustomerEvent.Registered("42", null, "–", "GB"));
    }
}
