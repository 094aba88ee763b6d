/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.table;

import jakarta.annotation.Resource;
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

/** A row for each event of a domain, in the order in which it was handled. No key would refuse a second one. */
public abstract class Lines implements EntityProjection {

    public static final String DOMAIN = "lined";
    public static final String POISON = "poison";

    private final String name;
    private final int version;
    private final String table;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    Lines(String name, int version, String table) {
        this.name = name;
        this.version = version;
        this.table = table;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int batchSize() {
        return 50;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public void create(Target target) throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS " + target.table(table)
                + " (n BIGINT AUTO_INCREMENT PRIMARY KEY, position BIGINT NOT NULL, line VARCHAR(100) NOT NULL)");
    }

    @Override
    public void handle(List<StoredEvent> events, Target target) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + target.table(table) + " (position, line) VALUES (?, ?)")) {
            for (StoredEvent event : events) {
                insert.setLong(1, event.position());
                insert.setString(2, line(event));
                insert.executeUpdate();
            }
        }
    }

    String line(StoredEvent event) {
        return event.id();
    }

    @Override
    public void drop(Target target) throws SQLException {
        execute("DROP TABLE IF EXISTS " + target.table(table));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
