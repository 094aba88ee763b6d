/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.examples.bank.AccountEvent.Moved;
import org.schemeless.eventstore.model.Projection;

/** Folds the turnover of each account, which the store keeps: for another sum, change it and its version. */
@ApplicationScoped
public class TurnoverProjection implements Projection<String, Moved, Turnover> {

    @Override
    public String name() {
        return "turnover";
    }

    @Override
    public Set<String> domains() {
        return Set.of(Account.DOMAIN);
    }

    @Override
    public Set<String> keys(Moved event, StoredEvent stored) {
        return Set.of(stored.stream().identifier());
    }

    @Override
    public Turnover apply(String account, Turnover before, Moved event, StoredEvent stored) {
        Turnover turnover = before == null ? Turnover.NONE : before;
        return new Turnover(turnover.amount().add(event.amount()));
    }
}
