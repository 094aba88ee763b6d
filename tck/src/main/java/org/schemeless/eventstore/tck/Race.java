/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Calls that start at the same moment, each in a thread of its own. */
public final class Race {

    private static final int MINUTES = 3;

    private Race() {}

    /** How a call ended: with a value, or with an error. */
    public record Outcome<T>(T value, Throwable error) {

        /** Whether the call gave a value. */
        public boolean succeeded() {
            return error == null;
        }
    }

    /** Waits for all of them; their outcomes in the order of their numbers, which start at 0. */
    public static <T> List<Outcome<T>> of(int callers, ThreadFactory threads, IntFunction<T> call) {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int number = i;
            tasks.add(new FutureTask<>(() -> {
                start.await(MINUTES, TimeUnit.MINUTES);
                return call.apply(number);
            }));
        }
        tasks.forEach(task -> threads.newThread(task).start());
        return tasks.stream().map(Race::outcome).toList();
    }

    private static <T> Outcome<T> outcome(FutureTask<T> task) {
        try {
            return new Outcome<>(task.get(MINUTES, TimeUnit.MINUTES), null);
        } catch (ExecutionException e) {
            return new Outcome<>(null, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a call did not return in " + MINUTES + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The values of those calls that gave one, in the order of the calls. */
    public static <T> List<T> values(List<Outcome<T>> outcomes) {
        return outcomes.stream().filter(Outcome::succeeded).map(Outcome::value).toList();
    }

    /** The errors of those calls that failed, in the order of the calls. */
    public static List<Throwable> errors(List<? extends Outcome<?>> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !outcome.succeeded())
                .<Throwable>map(Outcome::error)
                .toList();
    }
}
