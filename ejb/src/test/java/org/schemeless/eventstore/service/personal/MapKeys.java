/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.WrappedKey;
import org.schemeless.eventstore.spi.SubjectKeys;

/** Keys in memory. */
final class MapKeys implements SubjectKeys {

    final SortedMap<KeyId, WrappedKey> kept = new TreeMap<>();

    /** What happens between the look at a page and the next call. */
    Runnable afterPage = () -> {};

    boolean inTransaction = true;

    @Override
    public Optional<WrappedKey> of(Subject subject) {
        return kept.values().stream()
                .filter(key -> key.subject().equals(subject))
                .findFirst();
    }

    @Override
    public Map<KeyId, WrappedKey> withIds(Collection<KeyId> ids) {
        Map<KeyId, WrappedKey> found = new HashMap<>(kept);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public WrappedKey keep(WrappedKey fresh) {
        return of(fresh.subject()).orElseGet(() -> {
            kept.put(fresh.id(), fresh);
            return fresh;
        });
    }

    @Override
    public boolean remove(KeyId id) {
        return kept.remove(id) != null;
    }

    @Override
    public List<WrappedKey> last(int limit) {
        return kept.values().stream().skip(Math.max(0, kept.size() - limit)).toList();
    }

    @Override
    public List<WrappedKey> page(KeyId after, int limit) {
        List<WrappedKey> page = kept.values().stream()
                .filter(key -> after == null || key.id().compareTo(after) > 0)
                .limit(limit)
                .toList();
        afterPage.run();
        return page;
    }

    @Override
    public boolean replace(WrappedKey before, WrappedKey after) {
        return kept.replace(before.id(), before, after);
    }

    @Override
    public IdPage eventsOf(KeyId key, String after, int limit) {
        return new IdPage(List.of(), null);
    }

    @Override
    public boolean isInTransactionOfEvents() {
        return inTransaction;
    }
}
