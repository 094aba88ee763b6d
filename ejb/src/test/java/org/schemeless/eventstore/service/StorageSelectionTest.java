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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.inject.spi.DeploymentException;
import org.junit.jupiter.api.Test;

/** An application that has no storage but that on relational databases. */
class StorageSelectionTest {

    private final StorageSelection selection = new StorageSelection();

    @Test
    void the_storage_on_relational_databases_needs_no_choice() {
        assertThat(selection.chosen("jpa")).isEmpty();
    }

    @Test
    void a_storage_whose_jar_is_missing_is_told_with_what_to_add() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> selection.chosen("dynamodb"))
                .withMessage(
                        "eventstore.storage is \"dynamodb\", but eventstore-dynamodb.jar is not in the application:"
                                + " deploy the WAR eventstore-full or the EAR, or add"
                                + " org.schemeless.eventstore:eventstore-dynamodb, with what it needs,"
                                + " to WEB-INF/lib of your WAR or to lib of your EAR");
    }

    @Test
    void a_storage_that_nobody_knows_is_told_with_those_that_are() {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> selection.chosen("nonsense"))
                .withMessage("eventstore.storage is \"nonsense\"; allowed: dynamodb, jpa");
    }
}
