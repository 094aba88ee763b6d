/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.util.SplittableRandom;
import org.schemeless.eventstore.it.tool.http.WrittenLog.Turn;

/**
 * A writer that appends batches by HTTP, over one stream and over several. In 2 of 20 turns it expects what is not, or
 * brings an id that is taken, and nothing of that is stored.
 */
class LogWriter {

    static final int CYCLE = 20;

    private final SplittableRandom random = new SplittableRandom();
    private final Store store;
    private final WrittenLog log;

    LogWriter(Store store, WrittenLog log) {
        this.store = store;
        this.log = log;
    }

    void take(int turn) {
        LogBatch batch = batch(log.domain());
        switch (turn % CYCLE) {
            case 5 -> refuse(batch.json(1_000_000));
            case 15 -> refuse(batch.jsonWith(log.first()));
            default -> post(batch);
        }
    }

    final void post(LogBatch batch) {
        store.post("events", batch.json()).is(201);
        log.stored(Turn.POSTED, batch, 0);
    }

    private void refuse(String batch) {
        store.post("events", batch).is(409);
        log.notStored(Turn.REFUSED);
    }

    final LogBatch batch(String domain) {
        return LogBatch.random(random, domain);
    }

    /** After the last turn. */
    void end() {}
}
