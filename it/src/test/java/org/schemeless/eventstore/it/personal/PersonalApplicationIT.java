/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.Snapshots;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.it.tool.deployed.Jars;
import org.schemeless.eventstore.it.tool.personal.Countries;
import org.schemeless.eventstore.it.tool.personal.GuestBook;
import org.schemeless.eventstore.it.tool.personal.GuestEvent;
import org.schemeless.eventstore.it.tool.personal.Reception;
import org.schemeless.eventstore.it.tool.personal.Register;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;
import org.schemeless.eventstore.model.BoundaryDecider;
import org.schemeless.eventstore.model.Decisions;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Freshness;
import org.schemeless.eventstore.model.View;
import org.schemeless.eventstore.service.EventStoreService;

/** An application with personal members: deciders, a view and a handler, before and after an erasure. */
@ArquillianTest
@Tag("deployed")
@Tag("subscription")
@Tag("database")
class PersonalApplicationIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final String stream = UUID.randomUUID().toString();
    private final String name = "Ada-" + stream;
    private final Subject subject = Subject.of("guest", name + "-id");

    @EJB
    private EventStoreService store;

    @EJB
    private Views views;

    @Inject
    private PersonalData personal;

    @Inject
    private Snapshots snapshots;

    @Inject
    private EventTypes types;

    @Inject
    private Decisions<String, GuestEvent, String> reception;

    @Inject
    private Decisions<String, GuestEvent, Register.Names> register;

    @Inject
    private View<String, Countries.Seen> countries;

    @Inject
    private GuestBook guestBook;

    @Deployment
    static Archive<?> application() {
        return SubscriptionArchive.create()
                .addClass(PersonalApplicationIT.class)
                .addPackage(Countries.class.getPackage())
                .addAsLibraries(
                        Jars.of(Assertions.class),
                        Jars.of(Awaitility.class),
                        Jars.of(Matcher.class),
                        Jars.of(BoundaryDecider.class));
    }

    private Object read(long sequence) {
        return types.read(store.readStream(StreamId.of(Reception.DOMAIN, stream), sequence - 1, 1)
                        .events()
                        .get(0))
                .get(0);
    }

    private String seen(long sequence) {
        views.await(Countries.VIEW, StreamId.of(Reception.DOMAIN, stream), sequence, LONG);
        return countries.get(stream, Freshness.none()).orElseThrow().all();
    }

    private List<Integer> builds() {
        return views.status().stream()
                .filter(status -> status.build().view().equals(Countries.VIEW))
                .filter(ViewStatus::active)
                .map(status -> status.build().build())
                .toList();
    }

    private void awaitReadable() {
        await().atMost(LONG).until(() -> !builds().isEmpty());
    }

    @Test
    void deciders_see_what_they_may_before_and_after() {
        String once = name + ";";

        assertThat(reception.decide(stream, name).state()).isEqualTo(once);
        assertThat(register.decide(stream, name).state().names()).isEqualTo("null;null;");
        assertThat(reception.state(stream)).isEqualTo(once + once);
        assertThat(read(1)).isEqualTo(new GuestEvent.CheckedIn(name + "-id", name, 36, "GB"));

        personal.erase(subject, "request 118");

        assertThat(reception.state(stream)).isEqualTo("null;null;");
        assertThat(register.state(stream).names()).isEqualTo("null;null;");
        snapshots.forget(StreamId.of(Reception.DOMAIN, stream));
        assertThat(register.state(stream).names()).isEqualTo("null;null;");
        assertThat(read(1)).isEqualTo(new GuestEvent.CheckedIn(name + "-id", null, 0, "GB"));
        assertThat(personal.eventsOf(subject)).isEmpty();
    }

    @Test
    void a_view_has_no_personal_members_and_is_the_same_when_it_is_built_anew() {
        awaitReadable();
        reception.decide(stream, name);
        assertThat(seen(1)).isEqualTo("null 0 GB;");

        personal.erase(subject, null);
        reception.decide(stream, name);

        assertThat(seen(2)).isEqualTo("null 0 GB;null 0 GB;");
        List<Integer> before = builds();
        views.rebuild(Countries.VIEW);
        await().atMost(LONG).until(() -> !builds().equals(before) && !builds().isEmpty());
        assertThat(seen(2)).isEqualTo("null 0 GB;null 0 GB;");
    }

    @Test
    void a_handler_is_given_clear_text_and_told_of_the_erasure_in_the_order_of_the_log() {
        reception.decide(stream, name);
        String given = new GuestEvent.CheckedIn(name + "-id", name, 36, "GB").toString();
        await().atMost(LONG).until(() -> guestBook.given().contains(given));

        Erasure erasure = personal.erase(subject, null);
        reception.decide(stream, name);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(guestBook.given())
                        .filteredOn(text -> text.equals(given) || text.equals(String.valueOf(erasure.key())))
                        .containsExactly(given, String.valueOf(erasure.key()), given));
    }
}
