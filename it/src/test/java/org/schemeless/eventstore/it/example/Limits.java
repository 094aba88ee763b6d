/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.example;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.schemeless.eventstore.model.Attempts;
import org.schemeless.eventstore.model.Decisions;

/** Decides on limits in a transaction. */
@Stateless
public class Limits {

    @Inject
    private Decisions<BigDecimal, Limit.Raised, Limit.Raised> decisions;

    /** The sequence after it, or why so many attempts are refused. */
    public String raise(String account, BigDecimal limit, int attempts) {
        try {
            return ""
                    + decisions.decide(account, limit, Attempts.upTo(attempts)).sequence();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
