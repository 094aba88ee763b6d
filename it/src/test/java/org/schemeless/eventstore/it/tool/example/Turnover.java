/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What has moved on an account. */
@Entity
class Turnover {

    @Id
    private String account;

    private BigDecimal amount = BigDecimal.ZERO;

    protected Turnover() {}

    Turnover(String account) {
        this.account = account;
    }

    void add(BigDecimal moved) {
        amount = amount.add(moved);
    }

    BigDecimal amount() {
        return amount;
    }
}
