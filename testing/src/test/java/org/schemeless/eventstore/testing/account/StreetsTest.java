/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.testing.EventStoreTest;
import org.schemeless.eventstore.testing.account.CustomerEvent.Moved;
import org.schemeless.eventstore.testing.account.CustomerEvent.Phone;

class StreetsTest {

    @RegisterExtension
    static final EventStoreTest store = EventStoreTest.inMemory();

    @Test
    void the_street_of_whoever_is_erased_is_kept_no_more() {
        Streets streets = new Streets();
        store.given(streets).when("customer", "42", new Moved("42", "High Street 1", "Ely", "GB", List.of()));
        assertThat(streets.streets).containsValue("High Street 1");

        store.given(streets).whenErased(Subject.of("customer", "42"));

        assertThat(streets.streets).isEmpty();
    }

    @Test
    void a_moved_customer_can_be_erased() {
        store.stored(
                        "moved",
                        1,
                        "{\"customer\":\"42\",\"street\":\"High Street 1\",\"city\":\"Ely\",\"country\":\"GB\","
                                + "\"phones\":[{\"kind\":\"home\",\"number\":\"123\"}]}")
                .erased("/street", "/city", "/phones/0/number")
                .readsAs(new Moved("42", null, "–", "GB", List.of(new Phone("home", null))));
    }
}
