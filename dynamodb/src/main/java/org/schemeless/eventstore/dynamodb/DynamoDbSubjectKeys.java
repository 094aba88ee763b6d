/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.dynamodb.key.KeyItems;
import org.schemeless.eventstore.spi.StorageName;
import org.schemeless.eventstore.spi.SubjectKeys;

/**
 * Keys in a table of their own, at once and whatever becomes of the server's transaction: an erasure is first an event
 * that is committed, and then the removal of the key, by whoever sees the event.
 */
@Dependent
@Alternative
@StorageName("dynamodb")
class DynamoDbSubjectKeys implements SubjectKeys {

    private final StorageLifecycle backend;

    @Inject
    DynamoDbSubjectKeys(StorageLifecycle backend) {
        this.backend = backend;
    }

    @Override
    public void start() {
        backend.prepareKeys();
    }

    @Override
    public Optional<WrappedKey> of(Subject subject) {
        return keys().of(subject);
    }

    @Override
    public Map<KeyId, WrappedKey> withIds(Collection<KeyId> ids) {
        return keys().withIds(ids);
    }

    @Override
    public WrappedKey keep(WrappedKey fresh) {
        return keys().keep(fresh);
    }

    @Override
    public boolean remove(KeyId id) {
        return keys().remove(id);
    }

    @Override
    public List<WrappedKey> page(@Nullable KeyId after, int limit) {
        return keys().page(after, limit);
    }

    @Override
    public List<WrappedKey> last(int limit) {
        return keys().last(limit);
    }

    @Override
    public boolean replace(WrappedKey before, WrappedKey after) {
        return keys().replace(before, after);
    }

    @Override
    public IdPage eventsOf(KeyId key, @Nullable String after, int limit) {
        return backend.assembly().keyUses().page(key, after, limit);
    }

    @Override
    public boolean isInTransactionOfEvents() {
        return false;
    }

    private KeyItems keys() {
        return backend.assembly().keys();
    }
}
