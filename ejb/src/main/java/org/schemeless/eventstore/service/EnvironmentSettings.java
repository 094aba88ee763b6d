/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the store in environment variables, named as MicroProfile Config has it (specification, "Environment
 * Variables Mapping Rules"). The servers have them as well, but some look for the names by the rules of the JVM's
 * language: in Turkish there is no EVENTSTORE_HTTP_REQUIRE_PRECONDITION for them, and the setting would be lost without
 * a word.
 */
public final class EnvironmentSettings implements ConfigSource {

    private static final String OURS = "eventstore.";

    @Override
    public @Nullable String getValue(String name) {
        return name.startsWith(OURS) ? System.getenv(variable(name)) : null;
    }

    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** None that the servers do not list themselves. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "eventstore-environment";
    }

    /** The ordinal of environment variables: less than that of system properties. */
    @Override
    public int getOrdinal() {
        return 300;
    }
}
