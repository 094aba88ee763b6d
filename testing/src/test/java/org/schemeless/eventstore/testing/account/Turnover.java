/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import java.math.BigDecimal;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.model.Projection;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;
import org.schemeless.eventstore.testing.account.AccountEvent.Withdrawn;
import org.schemeless.eventstore.testing.account.Turnover.Sum;

/** What came in and went out of each account. */
public class Turnover implements Projection<String, AccountEvent, Sum> {

    public record Sum(BigDecimal in, BigDecimal out) {}

    private static final Sum NONE = new Sum(BigDecimal.ZERO, BigDecimal.ZERO);

    @Override
    public String name() {
        return "turnover";
    }

    @Override
    public Set<String> keys(AccountEvent event, StoredEvent stored) {
        return event instanceof Deposited || event instanceof Withdrawn
                ? Set.of(stored.stream().identifier())
                : Set.of();
    }

    @Override
    public Sum apply(String account, Sum before, AccountEvent event, StoredEvent stored) {
        Sum sum = before == null ? NONE : before;
        if (event instanceof Deposited deposited) {
            return new Sum(sum.in().add(deposited.amount()), sum.out());
        }
        return new Sum(sum.in(), sum.out().add(((Withdrawn) event).amount()));
    }
}
