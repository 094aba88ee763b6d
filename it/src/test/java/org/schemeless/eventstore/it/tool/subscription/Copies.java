/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.subscription;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subscription;

/**
 * Writes a row for each event, in the transaction of the batch. No key would refuse a second row for the same event.
 */
@ApplicationScoped
public class Copies implements Subscription {

    public static final String DOMAIN = "copied";
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS copies"
            + " (n BIGINT AUTO_INCREMENT PRIMARY KEY, position BIGINT, event VARCHAR(64))";

    /** In any order by name it comes after the one that fails, which would hold it up if anything did. */
    public static final String NAME = "rows";

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource dataSource;

    @Inject
    private Script script;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> domains() {
        return Set.of(DOMAIN);
    }

    @Override
    public int batchSize() {
        return 20;
    }

    @Override
    public void handle(List<StoredEvent> events) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO copies (position, event) VALUES (?, ?)")) {
            for (StoredEvent event : events) {
                insert.setLong(1, event.position());
                insert.setString(2, event.id());
                insert.executeUpdate();
            }
        }
        script.mayFail(NAME);
    }
}
