/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The results that H2 keeps for a query that is asked again. Up to 2.2 one that was gathered while a transaction
 * committed is given as the answer to questions that come after the commit, until the table is written to again: a
 * reader would miss what was acknowledged.
 */
final class H2Results {

    private static final Logger LOG = System.getLogger(H2Results.class.getName());

    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    private H2Results() {}

    /** Makes the database gather each result anew, for all its connections, as long as it stays open. */
    static void gatherAnew(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        if (database.getDatabaseMajorVersion() > 2
                || database.getDatabaseMajorVersion() == 2 && database.getDatabaseMinorVersion() > 2) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET OPTIMIZE_REUSE_RESULTS 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "H2 " + database.getDatabaseProductVersion()
                            + " may give a reader what was there before an acknowledged append, and the event"
                            + " store's user may not prevent it: let an administrator's connection run SET"
                            + " OPTIMIZE_REUSE_RESULTS 0 whenever the database is opened, or use H2 2.3 or later");
        }
    }
}
