/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.schemeless.eventstore.spi.StorageName;

/**
 * Chooses the storage when the application is deployed, by {@code eventstore.storage}: {@code jpa}, the default, which
 * is always there, or the {@link StorageName} of another one whose JAR the application contains. Public because the
 * container makes it; not for applications.
 */
public class StorageSelection implements Extension {

    private static final String SETTING = "eventstore.storage";
    private static final String DEFAULT = "jpa";

    /** The storages that are shipped and not in every application, and what brings each. */
    private static final Map<String, String> OPTIONAL = Map.of(
            "dynamodb",
            "eventstore-dynamodb.jar is not in the application: deploy the WAR eventstore-full or the EAR, or add"
                    + " org.schemeless.eventstore:eventstore-dynamodb, with what it needs, to WEB-INF/lib of your WAR"
                    + " or to lib of your EAR");

    private final Map<String, Set<Class<?>>> found = new TreeMap<>();

    void find(@Observes @WithAnnotations(StorageName.class) ProcessAnnotatedType<?> type) {
        StorageName name = type.getAnnotatedType().getAnnotation(StorageName.class);
        if (name != null) {
            found.computeIfAbsent(name.value(), first -> new HashSet<>())
                    .add(type.getAnnotatedType().getJavaClass());
        }
    }

    void select(@Observes AfterTypeDiscovery discovery) {
        discovery
                .getAlternatives()
                .addAll(chosen(ConfigProvider.getConfig()
                        .getOptionalValue(SETTING, String.class)
                        .orElse(DEFAULT)));
    }

    /**
     * The beans to be enabled.
     *
     * @throws DeploymentException if there is no such storage in the application
     */
    List<Class<?>> chosen(String storage) {
        if (storage.equals(DEFAULT)) {
            return List.of();
        }
        if (found.containsKey(storage)) {
            return List.copyOf(found.get(storage));
        }
        String setting = SETTING + " is \"" + storage + "\"";
        if (OPTIONAL.containsKey(storage)) {
            throw new DeploymentException(setting + ", but " + OPTIONAL.get(storage));
        }
        Set<String> allowed = new TreeSet<>(found.keySet());
        allowed.add(DEFAULT);
        allowed.addAll(OPTIONAL.keySet());
        throw new DeploymentException(setting + "; allowed: " + String.join(", ", allowed));
    }
}
