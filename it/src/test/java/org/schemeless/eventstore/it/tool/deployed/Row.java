/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of an application that uses the store. */
@Entity
@Table(name = "application_row")
public class Row {

    @Id
    private String id;

    protected Row() {}

    Row(String id) {
        this.id = id;
    }

    public String getId() {
        return id;
    }
}
