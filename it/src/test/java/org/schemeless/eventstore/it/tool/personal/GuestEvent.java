/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.personal;

import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Personal;
import org.schemeless.eventstore.model.Subject;

/** What happens to a guest. */
public sealed interface GuestEvent {

    @EventType("checked-in")
    record CheckedIn(
            @Subject("guest") String guest,
            @Personal String name,
            @Personal(erased = "0") int age,
            String country) implements GuestEvent {}
}
