/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.math.BigDecimal;
import org.schemeless.eventstore.ConcurrencyError;

/** Transfers that decide again when others were faster. Outside of transactions: each attempt needs a new one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Transfers {

    private static final int ATTEMPTS = 10;

    @EJB
    private Accounts accounts;

    /** @throws ConcurrencyError if others were faster every time */
    public void transfer(String from, String to, BigDecimal amount) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                accounts.transfer(from, to, amount);
                return;
            } catch (ConcurrencyError e) {
                // what was decided is out of date: read and decide again
            }
        }
        accounts.transfer(from, to, amount);
    }
}
