/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The tables of an application that uses the store, written by entities. */
@Stateless
public class Rows {

    @PersistenceContext(unitName = "application")
    private EntityManager entityManager;

    /** Saves it without a flush: the server writes it when the transaction is about to end. */
    public void save(String id) {
        entityManager.persist(new Row(id));
    }

    public boolean has(String id) {
        return entityManager.find(Row.class, id) != null;
    }
}
