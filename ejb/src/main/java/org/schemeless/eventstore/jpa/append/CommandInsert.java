/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.append;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.schemeless.eventstore.Command;
import org.schemeless.eventstore.spi.KeptCommand;
import org.schemeless.eventstore.spi.Micros;

/** Writes what is kept of a command. Its primary key lets one of those do it that carry it out. */
final class CommandInsert {

    private static final String INSERT =
            "INSERT INTO eventstore_command (scope, command_id, content, runs, created) VALUES (?, ?, ?, ?, ?)";

    private CommandInsert() {}

    static int insert(Connection connection, Command command, KeptCommand kept) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, command.scope());
            insert.setString(2, command.id());
            insert.setString(3, kept.content());
            insert.setString(4, kept.runsText());
            insert.setLong(5, Micros.of(Instant.now()));
            return insert.executeUpdate();
        }
    }
}
