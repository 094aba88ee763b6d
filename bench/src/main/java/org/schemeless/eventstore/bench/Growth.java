/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether appends and pages get dearer as the store grows, and as a stream does. The store has to be empty at first.
 */
record Growth(Server server, Rounds rounds) {

    /** So many events are in the store in the end, at least. */
    static final int MOST = 1_000_000;

    private static final List<Integer> SIZES = List.of(10_000, 100_000, MOST);
    private static final int FIRST = SIZES.get(0);
    private static final int PAGE = 100;
    private static final int BATCH = 1_000;

    /** Rounds of pages that do not count. */
    private static final int WARM_UP = 4;

    /** The most that a call may cost, beside the first size. */
    private static final double TARGET = 1.2;

    /** A call at one size: microseconds, and how many times what it takes at the first size. */
    private record Cost(double micros, double ratio) {}

    /**
     * Fills the store, and measures on the way: so the sizes cannot take turns, and a server that gets warmer would
     * favour the larger ones. Therefore the first events are appended one by one, and pages have more rounds to warm
     * up. Pages come first: they leave the database time to write what it was filled with.
     */
    Table asTheStoreGrows() throws IOException, InterruptedException {
        Table table =
                table("events in the store", "append to a new stream, µs", "page of 100 of a stream of 10,000, µs");
        List<Double> appends = new ArrayList<>();
        List<Double> pages = new ArrayList<>();
        for (int size : SIZES) {
            long events = fill(size, size == FIRST ? 1 : BATCH);
            pages.add(micros(page(FIRST), WARM_UP));
            appends.add(micros(Work.append(1, 1), rounds.warmUp()));
            row(table, events, cost(appends), cost(pages));
        }
        return table;
    }

    /** Compares the streams that have been filled, which take turns. */
    Table inLongerStreams() throws IOException, InterruptedException {
        Table table = table("events in the stream", "append to it, µs", "page of 100 of it, µs");
        List<String> names = SIZES.stream().map(String::valueOf).toList();
        List<Round> pages = rounds.of(names, name -> work(page(Integer.parseInt(name))));
        List<Round> appends = rounds.of(names, name -> work(append(Integer.parseInt(name))));
        for (int size : SIZES) {
            row(table, size, cost(appends, size), cost(pages, size));
        }
        return table;
    }

    private static Table table(String size, String append, String page) {
        return new Table(size, append, page, "append beside the first", "page beside the first", "target");
    }

    private static void row(Table table, long size, Cost append, Cost page) {
        boolean reached = Math.max(append.ratio(), page.ratio()) <= TARGET;
        table.row(
                size,
                Math.round(append.micros()),
                Math.round(page.micros()),
                append.ratio(),
                page.ratio(),
                Text.verdict(reached, "≤ " + TARGET));
    }

    private static Cost cost(List<Double> micros) {
        double last = micros.get(micros.size() - 1);
        return new Cost(last, last / micros.get(0));
    }

    private static Cost cost(List<Round> rounds, int size) {
        String name = String.valueOf(size);
        return new Cost(
                Median.of(rounds, round -> round.of(name).microsPerCall()),
                Median.of(rounds, round -> round.cost(name, String.valueOf(FIRST))));
    }

    /** @return how many events are in the store then */
    private long fill(int length, int batch) throws IOException, InterruptedException {
        return server.ask(
                        "fill",
                        Map.of("rival", Comparison.STORE, "stream", stream(length), "length", length, "batch", batch))
                .number("position");
    }

    private double micros(Work work, int warmUp) throws IOException, InterruptedException {
        return Median.of(
                new Rounds(warmUp, rounds.count(), rounds.millis()).of(List.of(Comparison.STORE), name -> work(work)),
                round -> round.of(Comparison.STORE).microsPerCall());
    }

    private Answer work(Work work) throws IOException, InterruptedException {
        return server.ask("work", work.by(Comparison.STORE, rounds.millis()));
    }

    private static Work page(int length) {
        return Work.readPages(1, PAGE, stream(length), length);
    }

    private static Work append(int length) {
        return new Work("append-anywhere", 1, 1, stream(length), length);
    }

    private static String stream(int length) {
        return "growth-" + length;
    }
}
