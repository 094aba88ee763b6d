/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.LogStatus;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.SubscriptionProgress;
import org.schemeless.eventstore.SubscriptionStatus;
import org.schemeless.eventstore.SubscriptionStop;
import org.schemeless.eventstore.Subscriptions;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewStatus;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.web.security.Role;

/** Texts of exceptions have names of classes, and what databases say has values: they are not for every reader. */
class StopsTest {

    private static final String TEXT = "SQLException: Duplicate entry 'Miller' at some.Class.method";
    private static final SubscriptionStatus.FailedEvent EVENT =
            new SubscriptionStatus.FailedEvent("e7", "opened", StreamId.of("account", "1"), 8);
    private static final SubscriptionStop STOP = new SubscriptionStop(7, EVENT, TEXT);

    @Test
    void of_a_subscription_a_reader_is_told_that_and_where_it_stands_and_an_administrator_why() {
        Subscriptions stopped = new Subscriptions() {
            @Override
            public List<SubscriptionStatus> list() {
                return List.of(new SubscriptionStatus("s", 7, 1, 5, 0, EVENT, TEXT, true));
            }

            @Override
            public LogStatus everywhere() {
                return new LogStatus(8, 0, List.of(new SubscriptionProgress("s", 7, 1, STOP)));
            }

            @Override
            public void restart(String name) {
                throw new AssertionError();
            }
        };
        SubscriptionsResource resource = new SubscriptionsResource(stopped, null);

        assertThat(text(resource.subscriptions(as(Role.READER))))
                .contains("\"stop\":{\"position\":7,", "\"id\":\"e7\"", "\"stopped\":true", "\"failedEvent\"")
                .doesNotContain("Miller", "cause", "\"failure\"");
        assertThat(text(resource.subscriptions(as(Role.ADMIN))))
                .contains("\"cause\":\"" + TEXT + "\"", "\"failure\":\"" + TEXT + "\"");
    }

    @Test
    void of_a_projection_a_reader_is_told_that_and_where_it_stands_and_an_administrator_why() {
        ViewBuild build = new ViewBuild("v", 1, 1, 1, ViewBuild.Status.FOLLOWING, false, Instant.EPOCH);
        ViewStatus status = new ViewStatus(build, true, 7, 1, 0.9, null, null, List.of(STOP));
        Views views = (Views) Proxy.newProxyInstance(
                Views.class.getClassLoader(), new Class<?>[] {Views.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("status");
                    return List.of(status);
                });
        ProjectionsResource resource = new ProjectionsResource(views, null);

        assertThat(text(resource.projections(as(Role.READER))))
                .contains("\"stops\":[{\"position\":7,", "\"id\":\"e7\"")
                .doesNotContain("Miller", "cause");
        assertThat(text(resource.projections(as(Role.ADMIN)))).contains("\"cause\":\"" + TEXT + "\"");
    }

    private static String text(Response response) {
        return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
    }

    private static SecurityContext as(Role role) {
        return new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return null;
            }

            @Override
            public boolean isUserInRole(String name) {
                return name.equals(role.text());
            }

            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getAuthenticationScheme() {
                return BASIC_AUTH;
            }
        };
    }
}
