/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Here is no MicroProfile Config, as on GlassFish 8 when it opens the persistence unit. */
class UnusedDatabaseTest {

    private static final String STORAGE = "eventstore.storage";

    @AfterEach
    void forget() {
        System.clearProperty(STORAGE);
    }

    @Test
    void the_storage_is_read_from_a_system_property() {
        System.setProperty(STORAGE, "dynamodb");
        assertThat(UnusedDatabase.storage()).contains("dynamodb");
    }

    @Test
    void no_storage_is_set() {
        assertThat(UnusedDatabase.storage()).isEmpty();
    }
}
