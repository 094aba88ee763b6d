/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.spi.Append;

class OpenTransactionStreamsTest {

    private final OpenTransactionStreams open = new OpenTransactionStreams();

    private static Append append(String stream, Command command) {
        NewEvent event = NewEvent.in(StreamId.of(stream), "type")
                .id(stream)
                .payload(1)
                .created(Instant.EPOCH)
                .build();
        return new Append(List.of(event), ExpectedSequence.any(), Set.of()).keeping(command);
    }

    @Test
    void who_carries_out_the_command_of_an_open_transaction_waits_for_it_whatever_the_streams_and_the_content() {
        Append first = append("a", new Command("scope", "id", "content"));
        open.add(OpenTransactionStreams.heldBy(first));

        assertThat(open.isAnyOf(append("b", new Command("scope", "id", "other content"))))
                .isTrue();
        assertThat(open.isAnyOf(append("b", new Command("scope", "other", "content"))))
                .isFalse();
        assertThat(open.isAnyOf(append("b", new Command("other", "id", "content"))))
                .isFalse();

        open.remove(OpenTransactionStreams.heldBy(first));
        assertThat(open.isAnyOf(first)).isFalse();
    }
}
