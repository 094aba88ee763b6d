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
import org.junit.jupiter.api.Test;

/** The commands of subscriptions: the same for an event ever after, and no other's. */
class CommandTest {

    private static StoredEvent event(String id) {
        return new StoredEvent(
                id, StreamId.of("domain"), 1, 1L, "type", JsonText.of("1"), null, null, null, Instant.EPOCH);
    }

    @Test
    void an_event_has_one_command_of_each_subscription() {
        assertThat(Command.handling("mail", event("e1")))
                .isEqualTo(new Command("$subscription mail", "e1", null))
                .isNotEqualTo(Command.handling("mail", event("e2")))
                .isNotEqualTo(Command.handling("mails", event("e1")));
    }

    @Test
    void a_name_and_an_id_may_be_as_long_as_they_can_be() {
        String id = "i".repeat(Limits.ID);
        Command command = Command.handling("n".repeat(100), event(id));

        assertThat(command.id()).isEqualTo(id);
        assertThat(command.scope()).startsWith("$subscription ").hasSizeLessThanOrEqualTo(Limits.COMMAND);
        assertThat(command)
                .isEqualTo(Command.handling("n".repeat(100), event(id)))
                .isNotEqualTo(Command.handling("n".repeat(99) + "m", event(id)));
    }
}
