/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * How long after its answer an event has its position. The log is looked at every few milliseconds; the n-th event that
 * was acknowledged has its position when the log is n events longer than at the start.
 */
final class Lag {

    private static final int POLL_MILLIS = 2;

    private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final DataSource source;
    private volatile boolean ended;

    Lag(DataSource source) {
        this.source = source;
    }

    /** Microseconds after which half of the events, and 99 of 100, had their positions. */
    record Percentiles(long events, long p50, long p99) {

        @Override
        public String toString() {
            return "events=" + events + "\np50=" + p50 + "\np99=" + p99 + "\n";
        }
    }

    /** Where the log was at a moment. */
    private record Sample(long nanos, long position) {}

    Percentiles of(Rival rival, Work work, Load load) throws ExecutionException, InterruptedException {
        FutureTask<List<Sample>> watch = new FutureTask<>(this::watch);
        load.threads().newThread(watch).start();
        Measured measured;
        try {
            measured = load.on(rival, () -> watched(work.step()));
        } finally {
            ended = true;
        }
        List<Long> lags = lags(watch.get()).stream().sorted().toList();
        return new Percentiles(measured.events(), lags.get(lags.size() / 2), lags.get(lags.size() * 99 / 100));
    }

    private Step watched(Step step) {
        return client -> {
            Measured done = step.take(client);
            acknowledged.add(System.nanoTime());
            return done;
        };
    }

    /** Looks until the work has ended and all that was acknowledged has its position. */
    private List<Sample> watch() throws SQLException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT position FROM eventstore_log")) {
            do {
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    samples.add(new Sample(System.nanoTime(), row.getLong(1)));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } while (!ended || numbered(samples) < acknowledged.size());
        }
        return samples;
    }

    private static long numbered(List<Sample> samples) {
        return samples.get(samples.size() - 1).position() - samples.get(0).position();
    }

    private List<Long> lags(List<Sample> samples) {
        long before = samples.get(0).position();
        List<Long> answers = acknowledged.stream().sorted().toList();
        List<Long> lags = new ArrayList<>();
        int sample = 0;
        for (int i = 0; i < answers.size(); i++) {
            while (samples.get(sample).position() - before <= i) {
                sample++;
            }
            lags.add(TimeUnit.NANOSECONDS.toMicros(
                    Math.max(0, samples.get(sample).nanos() - answers.get(i))));
        }
        return lags;
    }
}
