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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.schemeless.eventstore.EventStoreUnavailableException;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.local.TcpProxy;

/**
 * A store that reaches its services by way of proxies, which do harm to real bytes; {@code store} has a way of its own.
 */
abstract class ByProxy extends OnFreshTable {

    static final String END = "the end of the body";

    final StreamId stream = Sample.stream();
    TcpProxy dynamoDb;
    TcpProxy s3;
    Store far;

    @BeforeEach
    void openFarStore() throws Exception {
        dynamoDb = TcpProxy.before(Servers.dynamoDb().getPort());
        s3 = TcpProxy.before(Servers.s3().getPort());
        far = store.with(own -> StoreSettings.by(own, dynamoDb.port(), s3.port()));
    }

    @AfterEach
    void closeFarStore() {
        far.close();
        dynamoDb.close();
        s3.close();
    }

    static Stream<Named<Consumer<TcpProxy>>> harms() {
        return Stream.of(Named.of("reset", TcpProxy::refuse), Named.of("stall", TcpProxy::blackHole));
    }

    NewEvent large() {
        return Sample.builder(stream).payload("x".repeat(500_000) + END).build();
    }

    /** As the service tells it. */
    void assertIsUnavailable(List<NewEvent> events) {
        RuntimeException failure =
                catchThrowableOfType(RuntimeException.class, () -> far.append(events, ExpectedSequence.noStream()));

        assertThat(far.storage.translate(failure)).isInstanceOf(EventStoreUnavailableException.class);
    }
}
