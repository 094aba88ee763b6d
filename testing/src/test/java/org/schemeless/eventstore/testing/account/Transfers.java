/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.schemeless.eventstore.model.EventContext;

@ApplicationScoped
public class Transfers {

    @Inject
    private Accounts accounts;

    /** As part of an order, and of the trace that came with the request. */
    public void transfer(String from, String to, BigDecimal amount, String order, String traceparent) {
        EventContext.none().correlation(order).traceparent(traceparent).run(() -> accounts.transfer(from, to, amount));
    }
}
