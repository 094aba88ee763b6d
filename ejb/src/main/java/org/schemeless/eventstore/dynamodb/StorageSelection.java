/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Chooses the storage when the application is deployed, by {@code eventstore.storage}: {@code jpa}, the default, or
 * {@code dynamodb}. Public because the container makes it; not for applications.
 */
public class StorageSelection implements Extension {

    private static final String SETTING = "eventstore.storage";

    void select(@Observes AfterTypeDiscovery discovery) {
        String storage = ConfigProvider.getConfig()
                .getOptionalValue(SETTING, String.class)
                .orElse("jpa");
        switch (storage) {
            case "jpa" -> {}
            case "dynamodb" ->
                discovery.getAlternatives().addAll(List.of(DynamoDbEventStorage.class, DynamoDbCheckpoints.class));
            default -> throw new DeploymentException(SETTING + " is \"" + storage + "\"; allowed: jpa, dynamodb");
        }
    }
}
