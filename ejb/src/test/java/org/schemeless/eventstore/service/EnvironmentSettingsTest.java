/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class EnvironmentSettingsTest {

    @Test
    void the_language_of_the_jvm_makes_no_difference_to_the_name() {
        Locale own = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            assertThat(EnvironmentSettings.variable("eventstore.http.require-precondition"))
                    .isEqualTo("EVENTSTORE_HTTP_REQUIRE_PRECONDITION");
        } finally {
            Locale.setDefault(own);
        }
    }

    @Test
    void servers_find_it_and_ask_for_names_of_the_store_only() {
        assertThat(ServiceLoader.load(ConfigSource.class))
                .hasOnlyElementsOfType(EnvironmentSettings.class)
                .allSatisfy(source -> assertThat(source.getValue("path")).isNull());
    }
}
