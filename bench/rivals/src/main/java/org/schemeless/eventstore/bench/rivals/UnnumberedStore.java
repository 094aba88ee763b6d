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
import java.util.List;
import org.schemeless.eventstore.StreamId;

/** The event store while its log stands still: what its writers could do if there were no log. */
@ApplicationScoped
@Named("store-unnumbered")
class UnnumberedStore implements Rival {

    @Inject
    private StoreRival store;

    @Override
    public Client connect() {
        SequencerSwitch.hold();
        return new Client() {
            @Override
            public void append(StreamId stream, long sequence, List<String> payloads) {
                store.append(stream, sequence, payloads);
            }

            @Override
            public void close() {
                SequencerSwitch.release();
            }
        };
    }
}
