/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.read;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.schemeless.eventstore.jpa.table.Connections;
import org.schemeless.eventstore.spi.KeptCommand;

/** Reads what is kept of commands, as this transaction sees it. */
@Dependent
public class KeptCommands {

    private static final String COMMAND =
            "SELECT content, runs FROM eventstore_command WHERE scope = ? AND command_id = ?";

    private final Connections connections;

    @Inject
    KeptCommands(Connections connections) {
        this.connections = connections;
    }

    /** @see org.schemeless.eventstore.spi.EventStorage#findCommand */
    public Optional<KeptCommand> withId(String scope, String id) {
        return connections.use(connection -> {
            try (PreparedStatement query = connection.prepareStatement(COMMAND)) {
                query.setString(1, scope);
                query.setString(2, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(KeptCommand.of(row.getString(1), row.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }
}
