/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;
import org.schemeless.eventstore.spi.StorageName;
import org.schemeless.eventstore.spi.ViewStorage;

/** No views are kept in DynamoDB yet: an application that has one is told so when it is deployed. */
@ApplicationScoped
@Alternative
@StorageName("dynamodb")
class DynamoDbViewStorage implements ViewStorage {

    private static UnsupportedOperationException missing() {
        return new UnsupportedOperationException("the storage dynamodb keeps no views yet: use a relational database"
                + " for an application that has a projection, or a subscription that writes to tables of its own");
    }

    @Override
    public List<ViewBuild> builds() {
        throw missing();
    }

    @Override
    public Optional<ViewBuild> active(String view) {
        throw missing();
    }

    @Override
    public Optional<ViewBuild> lockActive(String view) {
        throw missing();
    }

    @Override
    public boolean begin(ViewBuild build) {
        throw missing();
    }

    @Override
    public void status(String view, int build, ViewBuild.Status status, Instant since) {
        throw missing();
    }

    @Override
    public void pause(String view, boolean paused) {
        throw missing();
    }

    @Override
    public void activate(String view, int build) {
        throw missing();
    }

    @Override
    public Map<String, ViewState> states(ViewBuild build, Collection<String> keys) {
        throw missing();
    }

    @Override
    public List<ViewState> page(ViewBuild build, @Nullable String after, int limit) {
        throw missing();
    }

    @Override
    public void put(
            ViewBuild build, Collection<ViewState> states, Set<String> removed, Map<String, ViewState> before) {
        throw missing();
    }

    @Override
    public boolean drop(ViewBuild build) {
        throw missing();
    }

    @Override
    public Set<Long> skipped(String view) {
        throw missing();
    }

    @Override
    public void skip(
            String view, long position, String eventId, @Nullable String by, @Nullable String reason, Instant since) {
        throw missing();
    }
}
