/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.function.BiFunction;

/**
 * Folds of events without a class of their own.
 *
 * <pre>{@code
 * static final Fold<AccountEvent, Balance> BALANCE = Folds.of(AccountEvent.class, Balance.NONE, Balance::after);
 *
 * BALANCE.on(store, StreamId.of("account", "42")).decide(balance -> balance.withdraw(TEN));
 * }</pre>
 */
public final class Folds {

    private Folds() {}

    /**
     * A fold of the events of this class and below.
     *
     * @param initial the state of a stream without events
     * @param evolve the state after an event; a new one, the one before is not changed
     */
    public static <E, S> Fold<E, S> of(
            Class<E> events, S initial, BiFunction<? super S, ? super E, ? extends S> evolve) {
        return Fold.of(events, initial, evolve);
    }
}
