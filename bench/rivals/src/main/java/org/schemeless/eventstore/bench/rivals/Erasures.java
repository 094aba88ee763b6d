/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.schemeless.eventstore.Erasure;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.service.EventStoreService;

/** How long it takes to erase somebody who has so many events. */
@Dependent
class Erasures {

    /** So many in a row are measured: a single erasure is one commit, and says little. */
    private static final int PERSONS = 5;

    private static final int BATCH = 1_000;

    @EJB
    private EventStoreService store;

    @EJB
    private PersonalData personalData;

    @Inject
    private Personal personal;

    /** @param events of each person */
    Measured of(int events) {
        List<String> persons = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            persons.add(personWith(events));
        }
        store.getLastPosition();
        long start = System.nanoTime();
        for (String person : persons) {
            Erasure done = personalData.erase(Personal.subject(person), null);
            if (done.event() == null) {
                throw new IllegalStateException(person + " had nothing to erase");
            }
        }
        return new Measured(PERSONS, PERSONS, PERSONS, System.nanoTime() - start);
    }

    private String personWith(int events) {
        String person = UUID.randomUUID().toString();
        for (int sequence = 0; sequence < events; sequence += BATCH) {
            personal.appendAbout(person, sequence, Math.min(BATCH, events - sequence));
        }
        return person;
    }
}
