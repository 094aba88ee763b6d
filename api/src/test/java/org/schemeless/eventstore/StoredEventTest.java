/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.PersonalMembers.Form;

class StoredEventTest {

    private static final Subject SUBJECT = Subject.of("customer", "42");
    private static final KeyId KEY = new KeyId("k1");

    @Test
    void what_is_kept_of_an_event_is_made_of_the_same_before_its_subject_is_erased_and_after() {
        StoredEvent clear = event("{\"street\":\"Elm\",\"country\":\"NL\"}", SUBJECT, KEY, Form.CLEAR);
        StoredEvent appended = event("{\"street\":\"Elm\",\"country\":\"NL\"}", SUBJECT, null, Form.CLEAR);
        StoredEvent stored = event("{\"street\":\"c2VhbGVk\",\"country\":\"NL\"}", null, KEY, Form.SEALED);
        StoredEvent erased = event("{\"country\":\"NL\"}", null, KEY, Form.ERASED);
        StoredEvent locked = event("{\"country\":\"NL\"}", SUBJECT, KEY, Form.LOCKED);

        StoredEvent withheld = clear.withheld();

        assertThat(withheld.payload()).hasToString("{\"country\":\"NL\"}");
        assertThat(withheld.personal())
                .containsExactly(new PersonalMembers(null, null, List.of("/street"), Form.WITHHELD));
        assertThat(List.of(appended, stored, erased, locked))
                .extracting(StoredEvent::withheld)
                .containsOnly(withheld);
    }

    private static StoredEvent event(String payload, @Nullable Subject subject, @Nullable KeyId key, Form form) {
        return new StoredEvent(
                "e1",
                StreamId.of("customer", "42"),
                1,
                null,
                "moved",
                JsonText.parse(payload),
                null,
                null,
                null,
                Instant.EPOCH,
                List.of(),
                List.of(new PersonalMembers(subject, key, List.of("/street"), form)));
    }
}
