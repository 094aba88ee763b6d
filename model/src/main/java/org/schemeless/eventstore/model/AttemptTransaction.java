/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A transaction of the application's in which an attempt appends what it has decided, so that something else can be
 * stored in the same one: {@link Decisions#storedIn}. It is a method of a bean that begins a transaction, as a session
 * bean does with {@code REQUIRES_NEW}.
 *
 * <pre>{@code
 * @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
 * public void store(Supplier<Map<String, Decision<BigDecimal>>> append) {
 *     append.get().forEach((account, decision) -> entityManager.merge(new Balance(account, decision.state())));
 * }
 * }</pre>
 *
 * <p>It is called once an attempt. If it does not begin a transaction, the events are stored whatever becomes of the
 * rest.
 *
 * @param <S> the state
 */
@FunctionalInterface
public interface AttemptTransaction<S> {

    /**
     * Appends what was decided, once, and stores what belongs to it. What it throws has to roll the transaction back.
     *
     * @param append appends and gives what was decided, by identifier; the domain's own stream has the empty one. It
     *     throws {@link org.schemeless.eventstore.ConcurrencyError} after a lost race: let it out, as it is or as a
     *     cause
     */
    void run(Supplier<Map<String, Decision<S>>> append);
}
