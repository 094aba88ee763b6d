/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.schemeless.eventstore.EventStore;
import org.schemeless.eventstore.PersonalData;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.model.Fold;
import org.schemeless.eventstore.model.Folds;

/** Who holds accounts, as long as the bank may know. */
@Stateless
public class Holders {

    private static final String DOMAIN = "holder";

    /** The last name, empty if there is none, or no more. */
    static final Fold<Named, Optional<String>> NAME =
            Folds.of(Named.class, Optional.empty(), (before, named) -> Optional.ofNullable(named.name()));

    @Inject
    private EventStore store;

    @Inject
    private PersonalData personal;

    /** The holder is called so from now on. */
    public void name(String holder, String name) {
        store.storeEvents(List.of(EventTypes.of(Named.class)
                .newEvent(StreamId.of(DOMAIN, holder), new Named(holder, name))
                .build()));
    }

    /** How the holder is called. */
    public Optional<String> nameOf(String holder) {
        return NAME.on(store, StreamId.of(DOMAIN, holder)).state();
    }

    /** Forgets all names that the holder ever had. */
    public void erase(String holder) {
        personal.erase(Subject.of(DOMAIN, holder), null);
    }
}
