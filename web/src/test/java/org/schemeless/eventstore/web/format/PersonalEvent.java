/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import java.time.Instant;
import java.util.List;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;

/** An event for tests of which only its personal members matter. */
public final class PersonalEvent {

    private PersonalEvent() {}

    public static StoredEvent of(PersonalMembers... personal) {
        return new StoredEvent(
                "e",
                StreamId.of("d", "i"),
                1,
                null,
                "t",
                JsonText.parse("{}"),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(),
                List.of(personal));
    }
}
