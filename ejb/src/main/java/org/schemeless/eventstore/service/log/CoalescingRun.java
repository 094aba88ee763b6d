/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.log;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps what is done again and again from being done twice at the same time, and from being forgotten: a call for it
 * while it is done makes it follow once more, however many calls there are.
 */
final class CoalescingRun {

    private enum State {
        RESTS,
        RUNS,
        RUNS_AND_IS_DUE
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RESTS);

    /** @return whether the caller has to begin a run */
    boolean call() {
        return state.getAndUpdate(now -> now == State.RESTS ? State.RUNS : State.RUNS_AND_IS_DUE) == State.RESTS;
    }

    /** The first a run does: all calls up to here are served by it. */
    void begin() {
        state.set(State.RUNS);
    }

    /**
     * The last a run does.
     *
     * @return whether another one has to follow
     */
    boolean end() {
        return !state.compareAndSet(State.RUNS, State.RESTS);
    }

    /** No run could be begun: the next call tries again. */
    void giveUp() {
        state.set(State.RESTS);
    }
}
