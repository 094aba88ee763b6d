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
import static java.math.BigDecimal.TEN;
import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subscription;
import org.schemeless.eventstore.SubscriptionStart;
import org.schemeless.eventstore.UnreadableEventException;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventContext;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.TypedSubscription;
import org.schemeless.eventstore.model.Upcast;
import org.schemeless.eventstore.testing.account.AccountCommand;
import org.schemeless.eventstore.testing.account.AccountCommand.Deposit;
import org.schemeless.eventstore.testing.account.AccountDecider;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;
import org.schemeless.eventstore.testing.account.AccountUpcasts;

class TypedSubscriptionTest {

    /** In its first version it had all parts of an order; since then there is an event for each. */
    @EventType(value = "part", version = 2)
    public record Part(int number) {}

    static final class Parts {

        @Upcast(type = "part", from = 1)
        List<JsonObject> split(JsonObject all) {
            return all.getJsonArray("numbers").stream()
                    .map(number -> jakarta.json.Json.createObjectBuilder()
                            .add("number", number)
                            .build())
                    .toList();
        }
    }

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(AccountEvent.class, Part.class)
            .upcasters(new AccountUpcasts(), new Parts())
            .build();

    private final EventStoreTest store = EventStoreTest.inMemory(TYPES);
    private final EventStore events = store.eventStore();
    private final List<String> calls = new ArrayList<>();

    private static NewEvent event(String domain, String type, String json, String meta) {
        return NewEvent.in(domain, "1", type).payloadJson(json).metaJson(meta).build();
    }

    private class Noting implements TypedSubscription<AccountEvent> {

        @Override
        public String name() {
            return "noting";
        }

        @Override
        public void handle(AccountEvent event, StoredEvent stored) throws Exception {
            calls.add(event + " " + stored.sequence());
        }
    }

    @Test
    void each_event_is_handled_as_an_object_of_today_with_what_is_stored() {
        store.given(new Noting())
                .when(
                        event("account", "withdrawn", "{\"amount\":1}", null),
                        event("account", "unheard", "{}", null),
                        event("account", "part", "{\"numbers\":[1]}", null),
                        event("account", "deposited", "{\"amount\":10}", null))
                .succeeds();

        assertThat(calls).containsExactly(new Withdrawn(ONE, "desk") + " 1", new Deposited(TEN) + " 4");
    }

    @Test
    void only_what_is_handled_is_read() {
        Subscription passing = new Noting().asSubscription(TYPES);
        Subscription failing = new Noting() {
            @Override
            public boolean failsOnUnknownTypes() {
                return true;
            }
        }.asSubscription(TYPES);

        assertThat(passing.types()).containsExactlyInAnyOrder("opened", "deposited", "bonus-given", "withdrawn");
        assertThat(failing.types()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Noting().asSubscription(EventTypes.of(Other.class)))
                .withMessageContainingAll("AccountEvent", "Noting");
    }

    @EventType("other")
    public record Other(int number) {}

    @Test
    void an_unknown_type_is_a_failure_if_it_is_told_so() {
        TypedSubscription<AccountEvent> strict = new Noting() {
            @Override
            public boolean failsOnUnknownTypes() {
                return true;
            }

            @Override
            public Set<String> domains() {
                return Set.of("account");
            }
        };

        store.given(strict).when(event("account", "unheard", "{}", null)).fails(UnreadableEventException.class);
        store.given(strict)
                .when(event("account", "part", "{\"number\":1}", "{\"schemaVersion\":2}"))
                .fails(UnreadableEventException.class);
        store.given(strict).when(event("other", "unheard", "{}", null)).succeeds();
        assertThat(calls).isEmpty();
    }

    @Test
    void an_event_of_a_version_from_the_future_is_a_failure() {
        HandlerOutcome outcome = store.given(new Noting())
                .when(event("account", "withdrawn", "{}", "{\"schemaVersion\":3}"))
                .fails(UnreadableEventException.class);

        assertThat(calls).isEmpty();
        outcome.requireLookedAt();
    }

    @Test
    void an_event_that_has_become_several_is_handled_part_by_part() {
        TypedSubscription<Part> parts = new TypedSubscription<>() {
            @Override
            public String name() {
                return "parts";
            }

            @Override
            public void handle(Part part, StoredEvent stored) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void handle(Part part, StoredEvent stored, int index) {
                calls.add(part.number() + " " + stored.id() + " " + index);
            }

            @Override
            public Class<Part> eventClass() {
                return Part.class;
            }
        };

        store.given(parts)
                .when(NewEvent.in("d", "1", "part")
                        .id("e")
                        .payloadJson("{\"numbers\":[7,8]}")
                        .build())
                .succeeds();
        store.given(parts).when(event("d", "part", "{\"numbers\":[]}", null)).succeeds();

        assertThat(calls).containsExactly("7 e 0", "8 e 1");
    }

    @Test
    void what_is_decided_for_an_event_has_it_as_its_cause() {
        Noting depositing = new Noting() {
            @Override
            public void handle(AccountEvent event, StoredEvent stored) {
                if (event instanceof Withdrawn) {
                    Decisions.of(events, new AccountDecider(), TYPES).decide("2", new Deposit(ONE));
                    events.storeEvents(List.of(event("account", "deposited", "{\"amount\":10}", null)));
                }
            }
        };

        NewEvent withdrawn = NewEvent.in("account", "1", "withdrawn")
                .id("e")
                .correlationId("order")
                .payloadJson("{\"amount\":1}")
                .build();
        store.given(depositing).when(withdrawn).stores("account", "2", new Deposited(ONE));

        StoredEvent decided = events.getAllEvents("account", "2").get(0);
        assertThat(decided.causationId()).isEqualTo("e");
        assertThat(decided.correlationId()).isEqualTo("order");
        assertThat(events.getAllEvents("account", "1").get(1).causationId()).isNull();
        assertThat(EventContext.current()).isSameAs(EventContext.none());
    }

    @Test
    void what_a_handler_that_fails_has_appended_is_gone_and_the_next_is_not_handled() {
        Noting failing = new Noting() {
            @Override
            public void handle(AccountEvent event, StoredEvent stored) throws Exception {
                super.handle(event, stored);
                events.storeEvents(List.of(event("other", "happened", "{}", null)));
                throw new java.io.IOException("the mail server");
            }
        };

        HandlerOutcome outcome =
                store.given(failing).redelivered(1).when("account", "1", new Deposited(ONE), new Deposited(TEN));

        assertFails(outcome::requireLookedAt);
        assertFails(outcome::storesNothing);
        outcome.fails(java.io.IOException.class).storesNothing();
        assertFails(() -> outcome.fails(IllegalStateException.class));
        assertThat(calls)
                .as("in a batch, and alone")
                .containsExactly(new Deposited(ONE) + " 1", new Deposited(ONE) + " 1");
        assertThat(EventContext.current()).isSameAs(EventContext.none());
        store.afterEach(null);
    }

    /** Books what is deposited, but for ten, which it fails on. */
    private class Booking implements TypedSubscription<AccountEvent> {

        @Override
        public String name() {
            return "booking";
        }

        @Override
        public int batchSize() {
            return 3;
        }

        @Override
        public void handle(AccountEvent event, StoredEvent stored) throws Exception {
            calls.add(stored.sequence() + "");
            if (event.equals(new Deposited(TEN))) {
                throw new java.io.IOException("too much");
            }
            events.storeEvents(
                    List.of(TYPES.newEvent(StreamId.of("account", "2"), event).build()));
        }
    }

    @Test
    void after_a_failure_each_event_of_the_batch_is_delivered_alone_up_to_the_one_that_fails() {
        HandlerOutcome outcome = store.given(new Booking())
                .redelivered(1)
                .when("account", "1", new Deposited(ONE), new Deposited(TEN), new Deposited(ZERO));

        assertFails(() -> outcome.stores("account", "2", new Deposited(ONE)));
        outcome.fails(java.io.IOException.class).stores("account", "2", new Deposited(ONE));
        assertFails(outcome::storesNothing);
        assertThat(calls).containsExactly("1", "2", "1", "2");
    }

    @Test
    void what_fails_together_and_succeeds_alone_is_handled() {
        store.given(new Booking() {
                    @Override
                    public void handle(AccountEvent event, StoredEvent stored) throws Exception {
                        super.handle(event, stored);
                        if (calls.size() == 2) {
                            throw new java.io.IOException("once");
                        }
                    }
                })
                .when("account", "1", new Deposited(ONE), new Deposited(ZERO))
                .stores("account", "2", new Deposited(ONE), new Deposited(ZERO));

        assertThat(calls).containsExactly("1", "2", "1", "2");
    }

    @Test
    void a_batch_has_so_many_events_of_the_log_as_the_handler_says() {
        NewEvent unwanted = event("account", "unheard", "{}", null);
        NewEvent one = event("account", "deposited", "{\"amount\":1}", null);
        NewEvent ten = event("account", "deposited", "{\"amount\":10}", null);

        store.given(new Booking())
                .when(unwanted, unwanted, one, one, ten, one)
                .fails(java.io.IOException.class)
                .stores("account", "2", new Deposited(ONE), new Deposited(ONE));

        assertThat(calls).containsExactly("3", "4", "5", "4", "5");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void a_batch_size_that_a_server_refuses_is_refused(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.given(new Booking() {
                    @Override
                    public int batchSize() {
                        return size;
                    }
                }))
                .withMessageContainingAll("\"booking\"", " " + size + ";", "1 to 1000");
    }

    @Test
    void a_fixture_of_handlers_can_fail_and_counts_deliveries() {
        HandlerOutcome outcome = store.given(new Noting() {
                    @Override
                    public void handle(AccountEvent event, StoredEvent stored) throws Exception {
                        super.handle(event, stored);
                        events.storeEvents(List.of(TYPES.newEvent(StreamId.of("account", "2"), event)
                                .build()));
                    }
                })
                .redelivered(2)
                .when("account", "1", new Deposited(ONE));

        assertThat(calls).hasSize(3);
        outcome.stores("account", "2", new Deposited(ONE), new Deposited(ONE), new Deposited(ONE));
        assertFails(() -> outcome.stores("account", "2", new Deposited(ONE)));
        assertFails(outcome::storesNothing);
        assertFails(() -> outcome.fails(Exception.class));
    }

    private static void assertFails(Runnable test) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(test::run);
    }

    @Test
    void what_a_subscription_says_of_itself_is_what_the_handler_says() {
        Subscription subscription = new Noting() {
            @Override
            public SubscriptionStart start() {
                return SubscriptionStart.after(5);
            }

            @Override
            public Set<String> domains() {
                return Set.of("account");
            }

            @Override
            public int batchSize() {
                return 7;
            }
        }.asSubscription(TYPES);

        assertThat(subscription.name()).isEqualTo("noting");
        assertThat(subscription.start()).isEqualTo(SubscriptionStart.after(5));
        assertThat(subscription.domains()).containsExactly("account");
        assertThat(subscription.batchSize()).isEqualTo(7);
    }

    @Test
    void more_events_than_a_page_are_delivered() {
        store.given(new Noting())
                .when(
                        "account",
                        "1",
                        Collections.nCopies(1_001, new Deposited(ONE)).toArray())
                .succeeds();

        assertThat(calls).hasSize(1_001);
    }

    @Test
    void a_decision_in_a_handler_has_one_attempt_as_in_any_transaction() {
        Decisions<AccountCommand, AccountEvent, BigDecimal> accounts =
                Decisions.of(events, new AccountDecider(), TYPES);
        Noting insisting = new Noting() {
            @Override
            public void handle(AccountEvent event, StoredEvent stored) {
                accounts.decide("2", new Deposit(ONE), Attempts.upTo(2));
            }
        };

        store.given(insisting)
                .when("account", "1", new Deposited(ONE))
                .fails(IllegalStateException.class)
                .storesNothing();

        accounts.decide("2", new Deposit(ONE), Attempts.upTo(2));
        assertThat(events.getStreamSequence("account", "2")).isEqualTo(1);
    }
}
