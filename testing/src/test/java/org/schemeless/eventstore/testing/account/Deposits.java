/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.schemeless.eventstore.EntityProjection;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Target;
import org.schemeless.eventstore.Views;
import org.schemeless.eventstore.model.EventTypes;
import org.schemeless.eventstore.testing.account.AccountEvent.Deposited;

public class Deposits implements EntityProjection {

    @Resource(lookup = "java:comp/DefaultDataSource") // the one the store has
    private DataSource database;

    @Inject
    private EventTypes types;

    @Inject
    private Views views;

    @Override
    public String name() {
        return "deposits";
    }

    @Override
    public Set<String> types() {
        return Set.of("deposited");
    }

    @Override
    public void create(Target target) throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS " + target.table("deposit")
                + " (position BIGINT PRIMARY KEY, account VARCHAR(255), amount DECIMAL(19, 2))");
    }

    @Override
    public void handle(List<StoredEvent> events, Target target) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO " + target.table("deposit") + " VALUES (?, ?, ?)")) {
            for (StoredEvent event : events) {
                for (Object deposited : types.read(event)) {
                    insert.setLong(1, event.position());
                    insert.setString(2, event.stream().identifier());
                    insert.setBigDecimal(3, ((Deposited) deposited).amount());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    @Override
    public void drop(Target target) throws SQLException {
        execute("DROP TABLE IF EXISTS " + target.table("deposit"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public String above(BigDecimal amount) {
        String table = views.target("deposits").table("deposit");
        return "SELECT account, amount FROM " + table + " WHERE amount > " + amount;
    }
}
