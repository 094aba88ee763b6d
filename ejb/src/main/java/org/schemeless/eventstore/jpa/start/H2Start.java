/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import java.sql.Connection;
import java.sql.SQLException;

/** What H2 wants at the start. */
final class H2Start {

    private H2Start() {}

    /**
     * From an older snapshot H2 tells nothing of what others have committed since, not even by locking reads.
     *
     * @throws IllegalStateException if transactions read from snapshots
     */
    static void requireReadCommitted(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
            throw new IllegalStateException("the default data source gives H2 transactions a higher isolation than"
                    + " READ COMMITTED, which the event store cannot keep its word with: leave H2 at READ COMMITTED");
        }
    }
}
