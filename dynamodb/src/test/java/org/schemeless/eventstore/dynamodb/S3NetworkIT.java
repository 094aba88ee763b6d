/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.local.TcpProxy;

/** What is true when the network between the store and its bucket does harm. */
class S3NetworkIT extends ByProxy {

    @Test
    void an_upload_whose_answer_is_cut_is_repeated_under_the_same_key() {
        List<NewEvent> events = List.of(large());
        s3.cutAnswerTo(bytes -> bytes.contains(END));

        far.append(events, ExpectedSequence.noStream());

        assertThat(far.requests.count("PutObject")).isEqualTo(2);
        assertThat(store.objects()).hasSize(1);
        assertIsStoredOnce(stream, events);
    }

    @ParameterizedTest
    @MethodSource("harms")
    void a_bucket_that_cannot_be_reached_is_told_while_it_lasts_and_can_be_used_afterwards(Consumer<TcpProxy> harm) {
        List<NewEvent> events = List.of(large(), large(), large());
        harm.accept(s3);

        assertIsUnavailable(events);

        assertThat(store.besideLog()).isEmpty();
        s3.pass();
        far.appendClaimed(events, ExpectedSequence.noStream());
        assertIsStoredOnce(stream, events);
        store.assembly.sweeper().sweep();
        assertThat(store.objects()).hasSize(3);
        assertIsStoredOnce(stream, events);
    }
}
