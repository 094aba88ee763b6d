/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import java.util.List;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Personal;
import org.schemeless.eventstore.model.Subject;

/** What happens to a customer. */
public sealed interface CustomerEvent {

    @EventType("moved")
    record Moved(
            @Subject("customer") String customer,
            @Personal String street,
            @Personal(erased = "–") String city,
            String country,
            List<Phone> phones)
            implements CustomerEvent {}

    record Phone(String kind, @Personal String number) {}
}
