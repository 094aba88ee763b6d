/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import java.sql.Connection;
import java.sql.SQLException;

/** A database of H2 that was opened: what it may have lost, and what it forgets, when it is closed. */
public final class OpenedH2 {

    private OpenedH2() {}

    /**
     * Makes the database fit for the store, after it was opened, whoever opened it. It is right to do it again.
     *
     * @param connection without a transaction
     */
    public static void mend(Connection connection) throws SQLException {
        H2RowIds.mend(connection);
        H2Results.gatherAnew(connection);
    }
}
