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
import org.schemeless.eventstore.bench.rivals.Deposits.Deposited;

/** Decides by the model, on short streams only, whatever stream it is given to decide on. */
@ApplicationScoped
@Named("on-short-streams")
class OnShortStreams implements Rival {

    @Inject
    private StoreRival store;

    @Override
    public Client connect() {
        ShortStream own = new ShortStream();
        return new Client() {
            @Override
            public int decide(StreamId stream, Deposited wanted) {
                return store.decide(own.next(), wanted);
            }
        };
    }
}
