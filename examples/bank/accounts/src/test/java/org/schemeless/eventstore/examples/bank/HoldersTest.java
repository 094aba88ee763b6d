/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.EventStoreTest;

class HoldersTest {

    private static final StreamId SEVEN = StreamId.of("holder", "7");

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory();

    @Test
    void whoever_is_erased_has_no_name() {
        store.eventStore()
                .storeEvents(List.of(EventTypes.of(Named.class)
                        .newEvent(SEVEN, new Named("7", "Ada"))
                        .build()));
        assertEquals(
                Optional.of("Ada"), Holders.NAME.on(store.eventStore(), SEVEN).state());

        store.personalData().erase(Subject.of("holder", "7"), null);

        assertTrue(Holders.NAME.on(store.eventStore(), SEVEN).state().isEmpty());
    }
}
