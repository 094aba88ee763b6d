/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** What the store needs of MySQL and MariaDB before it starts. */
final class MySqlStart {

    private static final Pattern STRICT = Pattern.compile("\\b(STRICT_TRANS_TABLES|STRICT_ALL_TABLES)\\b");

    private MySqlStart() {}

    /**
     * Without strict mode a value that a column cannot hold is changed until it fits, with a warning that nobody reads, also
     * the missing sequence by which {@link EventInsert} refuses a gap.
     *
     * @throws IllegalStateException if the mode of the sessions is not strict
     */
    static void requireStrict(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("SELECT @@SESSION.sql_mode")) {
            mode.next();
            if (!STRICT.matcher(mode.getString(1)).find()) {
                throw new IllegalStateException("the default data source gives sessions the sql_mode \""
                        + mode.getString(1)
                        + "\", in which the database changes values that do not fit; the event store"
                        + " needs STRICT_TRANS_TABLES, which is the default of MySQL and MariaDB");
            }
        }
    }
}
