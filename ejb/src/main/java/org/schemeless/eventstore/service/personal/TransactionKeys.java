/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.personal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.Subject;

/** What a transaction has done to keys, which nobody else sees before its commit: kept as long as it lasts. */
final class TransactionKeys {

    private final Set<KeyId> removed = new HashSet<>();
    private final Set<Subject> erased = new HashSet<>();
    private final Map<Subject, SubjectKey> made = new HashMap<>();

    void erased(Subject subject, KeyId key) {
        removed.add(key);
        erased.add(subject);
        made.remove(subject);
    }

    void made(Subject subject, SubjectKey key) {
        made.put(subject, key);
    }

    boolean hasErased(Subject subject) {
        return erased.contains(subject);
    }

    boolean hasRemoved(KeyId key) {
        return removed.contains(key);
    }

    /** The key of a subject that was erased before in the same transaction. */
    Optional<SubjectKey> made(Subject subject) {
        return Optional.ofNullable(made.get(subject));
    }

    Optional<SubjectKey> made(KeyId key) {
        return made.values().stream().filter(one -> one.id().equals(key)).findFirst();
    }
}
