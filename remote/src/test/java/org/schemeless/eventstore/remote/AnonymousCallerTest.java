/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousCallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "ANONYMOUS", "UNAUTHENTICATED"})
    void is_known_by_the_name_that_a_server_gives(String name) {
        assertThat(new AnonymousCaller(List.of()).is(() -> name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$local", "shop", "reader", ""})
    void is_nobody_whom_the_server_knows(String name) {
        assertThat(new AnonymousCaller(List.of()).is(() -> name)).isFalse();
    }

    @Test
    void has_the_roles_that_are_configured_and_no_other() {
        assertThat(new AnonymousCaller(List.of("reader")).isInRole("reader")).isTrue();
        assertThat(new AnonymousCaller(List.of("reader")).isInRole("writer")).isFalse();
        assertThat(new AnonymousCaller(List.of()).isInRole("reader")).isFalse();
    }

    @Test
    void a_role_that_is_none_ends_the_deployment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnonymousCaller(List.of("reader", "reeder")))
                .withMessageContaining("eventstore.remote.anonymous", "reeder");
    }
}
