/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.schemeless.eventstore.it.tool.application.WritingServlet;
import org.schemeless.eventstore.it.tool.http.WrittenLog.Turn;

/**
 * A writer that also appends in transactions of an application beside the store: of 20 turns 4 commit one, one rolls it
 * back, and one leaves it open for some turns more. Such a one has streams of its own, or others would wait for it.
 */
final class TransactionWriter extends LogWriter {

    private static final int TURNS_OPEN = 4;
    private static final int ATTEMPTS = 200;

    private final String ownDomain = Names.fresh("held");
    private final Store store;
    private final WrittenLog log;
    private HeldTransaction held;
    private int turnsLeft;

    TransactionWriter(Store store, WrittenLog log) {
        super(store, log);
        this.store = store;
        this.log = log;
    }

    @Override
    void take(int turn) {
        if (held != null && turnsLeft-- == 0) {
            commitHeld();
        }
        switch (turn % CYCLE) {
            case 19 -> post(batch(ownDomain));
            case 0 -> {
                held = new HeldTransaction(store, batch(ownDomain));
                turnsLeft = TURNS_OPEN;
            }
            case 10 -> rollBack(batch(log.domain()));
            case 2, 7, 12, 17 -> commit(batch(log.domain()));
            default -> super.take(turn);
        }
    }

    @Override
    void end() {
        if (held != null) {
            commitHeld();
        }
    }

    /** Events of a transaction that is open come after all that is in the log by then. */
    private void commitHeld() {
        long end = store.end();
        held.commit();
        log.stored(Turn.HELD, held.batch(), end);
        held = null;
    }

    /** Nothing of it may be stored, also if it could not even be appended. */
    private void rollBack(LogBatch batch) {
        String end = write("rolled-back", batch);
        assertThat(end).matches(WritingServlet.ROLLED_BACK + "|" + WritingServlet.NOT_STORED + ".*");
        log.notStored(Turn.ROLLED_BACK);
    }

    /** Who loses a race in a transaction of his own does it again. */
    private void commit(LogBatch batch) {
        String end = "";
        for (int i = 0; i < ATTEMPTS && !end.equals(WritingServlet.COMMITTED); i++) {
            end = write("committed", batch);
            assertThat(end).matches(WritingServlet.COMMITTED + "|" + WritingServlet.NOT_STORED + ".*");
        }
        assertThat(end).as("after " + ATTEMPTS + " attempts").isEqualTo(WritingServlet.COMMITTED);
        log.stored(Turn.COMMITTED, batch, 0);
    }

    private String write(String how, LogBatch batch) {
        return store.post("../writing/" + how, batch.json()).is(200).body().strip();
    }
}
