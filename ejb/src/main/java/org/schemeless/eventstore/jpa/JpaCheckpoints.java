/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.OptionalLong;
import org.schemeless.eventstore.Checkpoints;

/** A row for each subscription. Its lock, which ends with the transaction of a node that dies, is what takes it. */
@Dependent
class JpaCheckpoints implements Checkpoints {

    private static final String ROW = "FROM eventstore_subscription WHERE name = ?1";

    private final EntityManager entityManager;

    @Inject
    JpaCheckpoints(@EventStoreUnit EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public OptionalLong take(String name) {
        return position(query("SELECT position " + ROW + " FOR UPDATE SKIP LOCKED", name));
    }

    private static OptionalLong position(Query query) {
        List<?> position = query.getResultList();
        return position.stream()
                .mapToLong(value -> ((Number) value).longValue())
                .findFirst();
    }

    @Override
    public void move(String name, long position) {
        query("UPDATE eventstore_subscription SET position = ?2 WHERE name = ?1", name)
                .setParameter(2, position)
                .executeUpdate();
    }

    @Override
    public void create(String name, long position) {
        query("INSERT INTO eventstore_subscription (name, position) VALUES (?1, ?2)", name)
                .setParameter(2, position)
                .executeUpdate();
    }

    @Override
    public OptionalLong find(String name) {
        return position(query("SELECT position " + ROW, name));
    }

    private Query query(String sql, String name) {
        return entityManager.createNativeQuery(sql).setParameter(1, name);
    }
}
