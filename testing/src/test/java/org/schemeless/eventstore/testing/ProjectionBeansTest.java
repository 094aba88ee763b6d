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

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.ViewFold;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Freshness;
import org.schemeless.eventstore.model.ModelExtension;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.model.View;
import org.schemeless.eventstore.testing.account.AccountEvent;
import org.schemeless.eventstore.testing.account.AccountUpcasts;
import org.schemeless.eventstore.testing.account.Turnover;
import org.schemeless.eventstore.testing.account.Turnover.Sum;

/** The projections of an application as the container sees them. */
class ProjectionBeansTest {

    private static final List<String> ASKED = new ArrayList<>();

    @ApplicationScoped
    public static class Deployed extends Turnover {}

    /** The store's own, which keeps views: one state, of the account 42. */
    @ApplicationScoped
    public static class Keeper {

        @Produces
        @ApplicationScoped
        Views views() {
            return (Views) Proxy.newProxyInstance(
                    Keeper.class.getClassLoader(), new Class<?>[] {Views.class}, (proxy, method, arguments) -> {
                        String name = method.getName();
                        if (name.equals("toString")) {
                            return "views";
                        }
                        ASKED.add(name + Arrays.asList(arguments));
                        ViewState state = new ViewState("42", 1, 7, JsonText.parse("{\"in\":10,\"out\":1}"));
                        return switch (name) {
                            case "await" -> null;
                            case "list" -> List.of(state);
                            case "find" ->
                                arguments[1] instanceof Collection<?>
                                        ? Map.of("42", state)
                                        : Optional.of(state)
                                                .filter(one -> one.key().equals(arguments[1]));
                            default -> throw new UnsupportedOperationException(name);
                        };
                    });
        }
    }

    @Dependent
    public static class Reader {

        @Inject
        private View<String, Sum> turnover;

        @Inject
        @Any
        private Instance<ViewFold<?>> folds;
    }

    private static SeContainer deployed(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new ModelExtension())
                .addBeanClasses(Deployed.class, AccountUpcasts.class)
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void a_view_is_injected_by_its_key_and_state_and_read_as_objects() {
        ASKED.clear();
        try (SeContainer container = deployed(Keeper.class, Reader.class)) {
            View<String, Sum> turnover = container.select(Reader.class).get().turnover;
            Freshness fresh = Freshness.event(StreamId.of("account", "42"), 3, Duration.ofSeconds(2));

            assertThat(turnover.get("42", fresh)).hasValue(new Sum(TEN, ONE));
            assertThat(ASKED)
                    .containsExactly(
                            "await" + List.of("turnover", StreamId.of("account", "42"), 3, Duration.ofSeconds(2)),
                            "find[turnover, 42]");
            assertThat(turnover.get("43")).isEmpty();
            assertThat(turnover.get(List.of("42", "43"))).containsOnlyKeys("42");
            assertThat(turnover.list(null, 10)).containsExactly(new View.Entry<>("42", new Sum(TEN, ONE), 7));
        }
    }

    @Test
    void the_store_finds_what_folds_with_the_types_of_the_application() {
        try (SeContainer container = deployed(Keeper.class, Reader.class)) {
            assertThat(container.select(Reader.class).get().folds)
                    .singleElement()
                    .satisfies(fold -> {
                        assertThat(fold.view()).isEqualTo("turnover");
                        assertThat(fold.types())
                                .contains("deposited", "withdrawn")
                                .doesNotContain("v1");
                        @SuppressWarnings("unchecked")
                        ViewFold<Sum> sums = (ViewFold<Sum>) fold;
                        StoredEvent old = new StoredEvent(
                                "1",
                                StreamId.of("account", "42"),
                                1,
                                1L,
                                "withdrawn",
                                JsonText.parse("{\"amount\":1}"),
                                null,
                                null,
                                null,
                                Instant.EPOCH);
                        assertThat(sums.changes(old).get("42").apply(null)).isEqualTo(new Sum(ZERO, ONE));
                    });
        }
    }

    @Test
    void a_projection_that_nothing_would_keep_fails_the_deployment() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployed().close())
                .withMessageContaining("nothing in this application keeps the views of " + Deployed.class.getName());
    }

    /** A state whose text is lost on the way through JSON. */
    public static class Forgetting implements Projection<String, AccountEvent, Forgetting.Kept> {

        public static class Kept {

            private int events;
            private transient int forgotten;

            public int getEvents() {
                return events;
            }

            public void setEvents(int value) {
                events = value;
            }
        }

        @Override
        public String name() {
            return "forgetting";
        }

        @Override
        public Set<String> keys(AccountEvent event, StoredEvent stored) {
            return Set.of("all");
        }

        @Override
        public Kept apply(String key, Kept before, AccountEvent event, StoredEvent stored) {
            Kept state = new Kept();
            state.forgotten = before == null ? 1 : before.forgotten + 1;
            state.events = state.forgotten;
            return state;
        }
    }

    @Test
    void a_state_that_does_not_survive_as_json_is_told_by_the_fixture() {
        InMemoryEventStore store = new InMemoryEventStore();
        store.storeEvents(List.of(
                NewEvent.in("account", "42", "opened")
                        .payloadJson("{\"currency\":\"EUR\"}")
                        .build(),
                NewEvent.in("account", "42", "deposited")
                        .payloadJson("{\"amount\":1}")
                        .build()));
        var types = EventTypes.builder()
                .classes(AccountEvent.class)
                .upcasters(new AccountUpcasts())
                .build();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Projected.of(new Forgetting(), types, store.allAfter(0)))
                .withMessageContaining("the view \"forgetting\" has {\"events\":1} for the key \"all\"")
                .withMessageContaining("does not survive as JSON");
    }
}
