/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.schemeless.eventstore.StreamId;

/** The store in transactions of its callers', without tags. */
@ApplicationScoped
@Named("untagged")
class Untagged implements Rival, Client {

    @Inject
    private StoreRival store;

    @Inject
    private CallersTransaction transaction;

    @Override
    public Client connect() {
        return this;
    }

    @Override
    public int appendAnywhere(StreamId stream, String payload) throws Exception {
        return transaction.of(() -> store.appendAnywhere(stream, payload));
    }
}
