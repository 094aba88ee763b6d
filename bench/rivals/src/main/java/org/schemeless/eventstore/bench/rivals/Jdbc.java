/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What can be had from MySQL by JDBC alone, on the server's pool and without JTA: the bound that the store is measured
 * by. Each client keeps one connection, so not even the pool costs anything.
 */
@ApplicationScoped
@Named("jdbc")
class Jdbc implements Rival {

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    @Override
    public Client connect() throws SQLException {
        Connection connection = source.getConnection();
        JdbcTable.create(connection);
        connection.setAutoCommit(false);
        return new JdbcClient(connection);
    }
}
