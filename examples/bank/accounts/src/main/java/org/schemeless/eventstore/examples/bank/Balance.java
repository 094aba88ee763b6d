/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** What an account holds now, for queries that would be slow over events. */
@Entity
@Table(name = "bank_balance")
class Balance {

    @Id
    @Column(length = 100)
    private String account;

    @Column(nullable = false, precision = 19, scale = 2)
    private BigDecimal amount;

    protected Balance() {}

    Balance(String account, BigDecimal amount) {
        this.account = account;
        this.amount = amount;
    }

    BigDecimal amount() {
        return amount;
    }

    void set(BigDecimal now) {
        amount = now;
    }
}
