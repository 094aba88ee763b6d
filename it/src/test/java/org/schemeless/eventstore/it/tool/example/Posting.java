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
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** An entity of the application that the README shows. */
@Entity
class Posting {

    @Id
    @GeneratedValue
    private long id;

    private String account;
    private BigDecimal amount;

    protected Posting() {}

    Posting(String account, BigDecimal amount) {
        this.account = account;
        this.amount = amount;
    }

    @Override
    public String toString() {
        return id + ": " + amount + " on " + account;
    }
}
