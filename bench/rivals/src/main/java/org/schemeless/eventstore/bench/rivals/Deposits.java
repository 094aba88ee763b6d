/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import java.math.BigDecimal;
import java.util.List;
import org.schemeless.eventstore.model.Decider;
import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Snapshot;

/** Adds up what was deposited. A command is the event that is wanted. */
@Snapshot(every = 200, shape = "1")
public class Deposits implements Decider<Deposits.Deposited, Deposits.Deposited, BigDecimal> {

    /** As {@link Payload} has it. */
    @EventType(Payload.TYPE)
    public record Deposited(BigDecimal amount, String text) {}

    @Override
    public String domain() {
        return Work.DOMAIN;
    }

    @Override
    public BigDecimal initial() {
        return BigDecimal.ZERO;
    }

    @Override
    public BigDecimal evolve(BigDecimal sum, Deposited event) {
        return sum.add(event.amount());
    }

    @Override
    public List<Deposited> decide(Deposited wanted, BigDecimal sum) {
        return sum.signum() < 0 ? List.of() : List.of(wanted);
    }
}
