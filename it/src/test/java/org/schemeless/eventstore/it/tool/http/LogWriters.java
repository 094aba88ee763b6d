/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writers that append batches to the same streams at the same time, each turn by turn. */
public final class LogWriters {

    private static final int BY_HTTP = 6;

    private final int writers;
    private final int turns;
    private final WrittenLog log;
    private final List<CompletableFuture<Void>> running;

    private LogWriters(Store store, int writers, int turns, Function<WrittenLog, LogWriter> writer) {
        this.writers = writers;
        this.turns = turns;
        this.log = new WrittenLog(store);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        running = IntStream.range(0, writers)
                .mapToObj(i -> CompletableFuture.runAsync(() -> write(i, writer.apply(log)), threads))
                .toList();
        threads.shutdown();
    }

    /** A few, by HTTP alone. */
    public static LogWriters byHttp(Store store, int turns) {
        return new LogWriters(store, BY_HTTP, turns, log -> new LogWriter(store, log));
    }

    /** Also in transactions of an application beside the store. */
    public static LogWriters inTransactions(Store store, int writers, int turns) {
        return new LogWriters(store, writers, turns, log -> new TransactionWriter(store, log));
    }

    /** Each begins with another turn, so that at any time there is something of everything. */
    private void write(int number, LogWriter writer) {
        for (int i = 0; i < turns; i++) {
            writer.take(number + i);
        }
        writer.end();
    }

    /** Whether half of it is done. */
    public boolean isHalfway() {
        return running.stream().anyMatch(CompletableFuture::isCompletedExceptionally)
                || log.turns() >= (long) writers * turns / 2;
    }

    /** Waits for them; what they have done. */
    public WrittenLog end() {
        running.forEach(CompletableFuture::join);
        return log;
    }
}
