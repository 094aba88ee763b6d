/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.AppendResult;
import org.schemeless.eventstore.AppendedEvent;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.service.EventStore;

/** Both ends, with bytes between them. The way itself is tried on real servers. */
class EventStoreClientTest {

    private static final StreamId STREAM = StreamId.of("d", "i");

    @Test
    void arguments_and_values_arrive_as_they_are() {
        NewEvent event = NewEvent.in(STREAM, "t").payload(1).id("1").build();
        AppendResult stored = new AppendResult(List.of(new AppendedEvent("1", STREAM, 4, Instant.EPOCH)), false);

        EventStore client = clientOf((method, arguments) -> {
            assertThat(method).isEqualTo("storeEvents");
            assertThat(arguments).containsExactly(List.of(event), ExpectedSequence.exactly(3));
            return stored;
        });

        assertThat(client.storeEvents(List.of(event), ExpectedSequence.exactly(3)))
                .isEqualTo(stored);
    }

    @Test
    void an_absent_identifier_arrives_absent() {
        EventStore client = clientOf((method, arguments) -> {
            assertThat(arguments).containsExactly("d", null);
            return 7L;
        });

        assertThat(client.getStreamSequence("d", null)).isEqualTo(7);
    }

    @Test
    void a_conflict_is_thrown_here_with_its_fields() {
        EventStore client = clientOf((method, arguments) -> {
            throw new ConcurrencyError(STREAM, ExpectedSequence.exactly(3), 5);
        });

        assertThatExceptionOfType(ConcurrencyError.class)
                .isThrownBy(() -> client.storeEvents(List.of()))
                .satisfies(error -> {
                    assertThat(error.getStream()).isEqualTo(STREAM);
                    assertThat(error.getExpected()).isEqualTo(ExpectedSequence.exactly(3));
                    assertThat(error.getFound()).isEqualTo(5);
                });
    }

    @Test
    void a_fault_of_the_server_does_not_travel() {
        RemoteEventStore remote = remoteOf((method, arguments) -> {
            throw new IllegalStateException("broken");
        });

        assertThatIllegalStateException().isThrownBy(() -> remote.call(Wire.write(call("d", "i"))));
    }

    @Test
    void nothing_arrives_but_what_is_expected() {
        RemoteEventStore remote = remoteOf((method, arguments) -> 1L);

        assertThatIllegalArgumentException().isThrownBy(() -> remote.call(Wire.write(new File("f"))));
        assertThatIllegalArgumentException().isThrownBy(() -> remote.call(Wire.write("no call")));
        assertThatIllegalArgumentException().isThrownBy(() -> remote.call(new byte[] {1, 2, 3}));
    }

    private static RemoteCall call(Object... arguments) {
        try {
            return RemoteCall.of(
                    EventStore.class.getMethod("getStreamSequence", String.class, String.class), arguments);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static EventStore clientOf(Behaviour behaviour) {
        return EventStoreClient.of(remoteOf(behaviour));
    }

    private static RemoteEventStore remoteOf(Behaviour behaviour) {
        EventStore store = (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (proxy, method, arguments) -> behaviour.of(method.getName(), arguments));
        return call -> RemoteCall.answer(call, store);
    }

    private interface Behaviour {
        Object of(String method, Object[] arguments);
    }
}
