/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the same to several things at once, bounded. The calling thread takes part and waits for no helper that has not
 * begun: an exhausted executor only makes it slower.
 */
public final class Parallel {

    private final Executor executor;
    private final int width;

    /** @param width how many at once, the calling thread among them */
    public Parallel(Executor executor, int width) {
        this.executor = executor;
        this.width = width;
    }

    /**
     * The results in the order of the input. After a failure no more is begun, and the first failure is thrown. Either
     * way nothing is under way any more when this returns.
     */
    public <A, B> List<B> map(Collection<A> input, Function<A, B> work) {
        if (input.size() < 2 || width == 1) {
            return input.stream().map(work).toList();
        }
        ParallelWork<A, B> round = new ParallelWork<>(input, work);
        for (int helper = 1; helper < Math.min(width, input.size()); helper++) {
            try {
                executor.execute(round::help);
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        return round.finish();
    }

    public <A> void each(Collection<A> input, Consumer<A> work) {
        map(input, element -> {
            work.accept(element);
            return element;
        });
    }
}
