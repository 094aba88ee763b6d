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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;

/** What the store needs of MySQL and MariaDB before it starts. */
final class MySqlStart {

    private static final Pattern STRICT = Pattern.compile("\\b(STRICT_TRANS_TABLES|STRICT_ALL_TABLES)\\b");

    /** The last two and none ({@code null}) mean that texts are not converted. */
    private static final Set<String> UTF_8 = Set.of("utf8mb4", "binary", "");

    private MySqlStart() {}

    /**
     * Under a higher isolation than READ COMMITTED, MariaDB with innodb_snapshot_isolation=ON (its default from 11.6.2
     * on) answers a locking read or a write of what others have changed since with error 1020, and has by then rolled
     * back the whole transaction without marking it: what the caller does next would be committed without what it did
     * before.
     *
     * @throws IllegalStateException if the sessions have both
     */
    static void requireNoSnapshotErrors(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet variable = statement.executeQuery("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'")) {
            if (variable.next() && variable.getString(2).equals("ON")) {
                throw new IllegalStateException(
                        "the default data source gives sessions of MariaDB a higher isolation than"
                                + " READ COMMITTED while innodb_snapshot_isolation is ON; a lost race would"
                                + " then roll back the whole transaction unseen: set READ COMMITTED (or"
                                + " innodb_snapshot_isolation=OFF)");
            }
        }
    }

    /**
     * Without strict mode a value that a column cannot hold is changed until it fits, with a warning that nobody reads,
     * also the missing sequence by which {@link org.schemeless.eventstore.jpa.append.EventInsert} refuses a gap.
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

    /**
     * Events are read as bytes of UTF-8; in another character set what it lacks would be a question mark, and utf8mb3
     * ("utf8") lacks all beyond the first 65,536 code points. Texts that are not converted come as they are stored.
     *
     * @throws IllegalStateException if sessions give texts in another character set
     */
    static void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("SELECT @@SESSION.character_set_results")) {
            results.next();
            String set = results.getString(1);
            if (set != null && !UTF_8.contains(set)) {
                throw new IllegalStateException("the default data source gives sessions the character_set_results \""
                        + set
                        + "\", which lacks characters that events may have; the event store needs utf8mb4:"
                        + " leave characterSetResults and SET NAMES out of the data source");
            }
        }
    }
}
